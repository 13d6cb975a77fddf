"""One line per action, in the action's own transaction; the one true order afterwards.

Words: Line (what happened), Pending (committed but without a place), Position (the gapless `seq`),
Reader (follows `seq` with a Cursor). Comes in: `journal.write(...)` from every action. Goes out:
readers of later rooms, the history of a thing, the transparency log.

Transactions commit out of order, so nobody may follow `WHERE id > cursor`: a line committed late would
be lost. A single sequencer gives each committed line the next `seq`; readers follow that.
"""

from kapok.core.journal.writing import Entry, write, write_many

__all__ = ["Entry", "write", "write_many"]
