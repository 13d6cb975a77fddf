"""The Love Savings Bank's ledger: points earned by credit hours, held and spent, in double entry.

Words: PointsAccount, PointsTransaction, PointsEntry, Posting. Comes in: journal lines of records
becoming effective, adjusted or void; the store's holds and releases, through `ledger.post`. Goes
out: balances, the statement. Every transaction sums to zero; hours are never spent.
"""
