from django import template

from kapok.recognition.points import amounts

register = template.Library()
register.filter("points", amounts.shown)
register.filter("points_signed", amounts.signed)
