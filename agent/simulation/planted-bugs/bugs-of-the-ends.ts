import type { PlantedBug } from './plant-bug.ts';

const SHOP = 'simulation/simulated-shop.ts';
/** An order, a customer or an address. */
const DOUBLED = / is \d+ times in the ERP| has an address twice/;

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
  {
    name: 'confirmed-by-range',
    changes: [
      {
        file: SHOP,
        replaces: 'for (const id of granted ? asked.kept : []) {',
        by: "const last = state.rows.findLastIndex((row) => granted && asked.kept.includes(row.event.id));\n      const upToLast = state.rows.slice(0, last + 1).filter((row) => row.state === 'waiting');\n      for (const id of upToLast.map((row) => row.event.id)) {",
      },
    ],
    found: /^order \d+ has no journey/,
    seeds: [34, 41],
  },
  {
    name: 'muted-echo',
    changes: [
      {
        file: SHOP,
        replaces: "write('counterfoil.order.changed', order.id, null);\n    },",
        by: "if (state.journeys.get(order.id)?.state !== 'working') write('counterfoil.order.changed', order.id, null);\n    },",
      },
    ],
    found: /^order \d+ (is|was|differs|has|ends)/,
    seeds: [31, 83],
  },
  {
    name: 'lease-for-whoever-asks',
    changes: [{ file: SHOP, replaces: 'if (lease.holder !== holder && !free) return;', by: 'void free;' }],
    found: /was sent by who does not hold/,
    seeds: [3, 5],
  },
  {
    name: 'no-answer-taken-for-absent',
    changes: [
      {
        file: 'simulation/simulated-erp.ts',
        replaces: "return { answer: 'cannot_tell', because: error };",
        by: "return { answer: 'absent' };",
      },
    ],
    found: DOUBLED,
    seeds: [3, 4],
  },
  {
    name: 'lease-without-fence',
    changes: [
      {
        file: SHOP,
        replaces: 'if (fence !== null && fence < lease.fence && lease.holder !== holder) {',
        by: 'if (fence !== null && fence < 0) {',
      },
      {
        file: SHOP,
        replaces: 'if (lease.holder !== holder && !free) return;',
        by: 'if (lease.holder !== holder && !free && fence !== null) return;',
      },
    ],
    found: /^order \d+ (ends|is)/,
    seeds: [5, 32],
  },
];
