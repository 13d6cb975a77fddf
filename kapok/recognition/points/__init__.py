"""The Love Savings Bank's ledger: points earned by credit hours, held and spent, in double entry.

Words: PointsAccount, PointsTransaction, PointsEntry. Comes in: journal lines of records becoming effective or
void; holds and releases of the store. Goes out: balances. Every transaction sums to zero; hours are never spent.
"""
