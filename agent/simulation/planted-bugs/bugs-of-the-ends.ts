import type { PlantedBug } from './plant-bug.ts';

const SHOP = 'simulation/simulated-shop.ts';

/** What shop and adapters promise, and the real ones could break. */
export const BUGS_OF_THE_ENDS: readonly PlantedBug[] = [
  {
    name: 'auto-increment-event-ids',
    changes: [
      {
        file: SHOP,
        replaces: 'id: chance.uuid(),',
        by: `id: \`00000000-0000-4000-8000-\${String(state.rows.length + state.forgotten.length + 1).padStart(12, '0')}\`,`,
      },
    ],
    found: /^order \d+ (has no journey|is)/,
    seeds: [26, 29],
  },
  {
    name: 'unsettled-rows-pruned',
    changes: [
      {
        file: SHOP,
        replaces: "row.state === 'settled' && row.keptCount !== null && row.receipt?.outcome !== 'held';",
        by: "row.state !== 'waiting' && row.receipt?.outcome !== 'held';",
      },
    ],
    found: /^order \d+ (has no journey|ends waiting)|^row \S+ of order \d+ is kept/,
    seeds: [5, 11],
  },
];
