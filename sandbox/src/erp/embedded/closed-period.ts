import { ApiError } from './api-error.ts';
import type { Db } from './open-database.ts';

export function closedBefore(db: Db): string | null {
  const row = db
    .prepare<[], { value: string }>(`SELECT value FROM setting WHERE name = 'closedBefore'`)
    .get();
  return row?.value ?? null;
}

/** `day` is a UTC day such as 2026-01-01; documents before it are refused. null opens everything. */
export function setClosedBefore(db: Db, day: string | null): void {
  if (day === null) db.prepare(`DELETE FROM setting WHERE name = 'closedBefore'`).run();
  else db.prepare(`INSERT OR REPLACE INTO setting (name, value) VALUES ('closedBefore', ?)`).run(day);
}

export function refuseClosedPeriod(db: Db, field: string, time: string): void {
  const day = closedBefore(db);
  if (day !== null && time.slice(0, 10) < day) {
    throw new ApiError(422, 'closed_period', `the period before ${day} is closed`, {
      field,
      value: time,
      closedBefore: day,
    });
  }
}
