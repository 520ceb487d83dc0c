import type { PlantedBug } from './plant-bug.ts';

/** An order, a customer or an address. */
const DOUBLED = / is \d+ times in the ERP| has an address twice/;

export const BUGS_OF_THE_AGENT: readonly PlantedBug[] = [
  {
    name: 'retry-without-look-up',
    changes: [
      {
        file: 'src/flow/delivery/send-attempt.ts',
        replaces: '({ id } = await record.make(beforeWrite));',
        by: '({ id } = await record.make(beforeWrite).catch(() => record.make(beforeWrite)));',
      },
    ],
    found: DOUBLED,
    seeds: [3, 20],
  },
  {
    name: 'absent-after-failed-look-up',
    changes: [
      {
        file: 'src/flow/delivery/resolve-doubt.ts',
        replaces: "if (result.answer === 'absent' && attempt",
        by: 'if (attempt',
      },
      {
        file: 'src/flow/delivery/make-once.ts',
        replaces: "if (result.answer === 'absent') return null;",
        by: 'return null;',
      },
    ],
    found: DOUBLED,
    seeds: [3, 4],
  },
  {
    name: 'doubt-ends-by-wall-clock',
    changes: [
      {
        file: 'src/moment.ts',
        replaces: 'return byWall < 0 ? byMonotonic : Math.min(byWall, byMonotonic);',
        by: 'return byWall < 0 ? byMonotonic : byWall;',
      },
    ],
    found: / is \d+ times in the ERP| has an address twice|is held for doubt_not_resolved/,
    seeds: [11],
  },
  {
    name: 'transition-not-read-back',
    changes: [
      {
        file: 'src/flow/delivery/advance-order.ts',
        replaces: 'if (isBefore(document.state, to)) {\n',
        by: 'if (false) {\n',
      },
    ],
    found: /^order \d+ differs in status: confirmed in the shop, draft in the ERP/,
    seeds: [7, 21],
  },
];
