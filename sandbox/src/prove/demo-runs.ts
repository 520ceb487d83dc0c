import type { Part } from './part.ts';
import { DEMO_HEAD, demoCells, isWhole, readDemo } from './read-demo.ts';
import { repeatBusy, type ShopKind } from './repeat-busy.ts';

/** `npm run demo` several times in a row, one core kept busy by something else. */
export const demoRuns = (kind: ShopKind): Part => ({
  id: `demo-${kind}`,
  async run(place) {
    const { orders } = place.sizes;
    const rows: string[][] = [];
    const command = ['demo', '--once', '--orders', String(orders), '--json'];
    const failures = await repeatBusy(place, kind, `demo-${kind}`, command, (one) => {
      const demo = readDemo(one);
      const seconds = String(Math.round(one.seconds));
      rows.push([String(rows.length + 1), ...demoCells(demo), String(demo?.latencyMs?.p50 ?? '?'), seconds]);
      return isWhole(demo, one, orders) ? null : `exit code ${one.exitCode}, not every order arrived once`;
    });
    return { head: ['run', ...DEMO_HEAD, 'median ms to the ERP', 'seconds'], rows, failures };
  },
});
