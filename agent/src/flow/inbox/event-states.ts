/**
 * An event in our database. It stays for good, so that it is known when it is offered again.
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
export const EVENT_MOVES = {
  waiting: ['answered'],
  answered: ['waiting'],
} as const;

export type EventState = keyof typeof EVENT_MOVES;
