from django.urls import path

from kapok.recognition.store.views import counter, shopping

app_name = "store"
urlpatterns = [
    path("stores/", shopping.stores, name="stores"),
    path("stores/<uuid:pk>/", shopping.store, name="store"),
    path("stores/items/<uuid:pk>/", shopping.item, name="item"),
    path("me/redemptions/", shopping.redemptions, name="redemptions"),
    path("me/redemptions/<uuid:pk>/", shopping.redemption, name="redemption"),
    path("me/redemptions/<uuid:pk>/cancel/", shopping.cancel, name="cancel"),
    path("counter/", counter.mine, name="counter"),
    path("counter/<uuid:pk>/", counter.desk, name="desk"),
    path("counter/<uuid:pk>/hand-over/", counter.hand_over, name="hand_over"),
    path("counter/<uuid:pk>/handed/", counter.handed, name="handed"),
    path("counter/<uuid:pk>/handed/<uuid:redemption>/", counter.refund, name="refund"),
    path("counter/<uuid:pk>/stock/", counter.stock, name="stock"),
    path("counter/<uuid:pk>/stock/new/", counter.new_item, name="new_item"),
    path("counter/<uuid:pk>/stock/<uuid:item>/", counter.stock_item, name="stock_item"),
    path("counter/<uuid:pk>/stock/<uuid:item>/withdraw/", counter.withdraw, name="withdraw"),
    path("counter/<uuid:pk>/month/", counter.month, name="month"),
]
