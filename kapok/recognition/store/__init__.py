"""The love exchange store: points become daily goods.

Words: ExchangeStore, RedemptionItem, Redemption, StockMovement, Clerk. Comes in: a volunteer's
choice, a clerk's hand-over. Goes out: holds and postings in the points ledger, stock counts. A
pickup code works once; stock and balance never go below zero.
"""
