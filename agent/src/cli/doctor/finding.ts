import type { Said } from '../saying.ts';

/** One thing that `doctor` looked at. */
export interface Finding {
  /** Null: about this machine. */
  readonly tenant: string | null;
  readonly area: 'machine' | 'shop' | 'erp' | 'rules';
  readonly what: Said;
  /** `note`: works, but worth knowing. `wrong`: orders are or will be held up. */
  readonly state: 'ok' | 'note' | 'wrong';
  readonly detail: Said;
  /** What to do; empty when nothing is to be done. */
  readonly mend: Said;
}

export type About = Pick<Finding, 'tenant' | 'area'>;

/** Writes findings about one thing. */
export function findingsOf(about: About) {
  return {
    ok: (what: Said, detail: Said): Finding => ({ ...about, what, state: 'ok', detail, mend: '' }),
    note: (what: Said, detail: Said, mend: Said): Finding => ({
      ...about,
      what,
      state: 'note',
      detail,
      mend,
    }),
    wrong: (what: Said, detail: Said, mend: Said): Finding => ({
      ...about,
      what,
      state: 'wrong',
      detail,
      mend,
    }),
  };
}
