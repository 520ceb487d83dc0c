/**
 * An event in our database, known when it is offered again until its order was finished a year ago.
 *
 *   (new) ──▶ waiting ──▶ answered      a receipt says what became of it
 *                ▲            │
 *                └────────────┘         taken up again: the shop offered it again, or the rules of a gap changed
 *
 * Beside that, whether the shop knows that we keep it:
 *
 *   owed ──▶ confirmed                  it was told, and knew the row
 *   owed ──▶ unknown                    it was told, and did not know it: it came back from a backup
 *   confirmed, unknown ──▶ owed         it offers the row again
 */
export type EventState = 'waiting' | 'answered';
