import type { OverviewAnswer } from '@counterfoil/shared-types';
import { shopSettings } from '../../shop-settings.ts';
import { say } from '../../ui/say.ts';

/** What is in the ERP of today's orders, as a fact: one that changed in the shop since is there all the same. */
export function todaySentence(today: OverviewAnswer['today'], erp: string): string {
  const due = today.placed - today.notPaid - today.skipped;
  const number = (count: number) => count.toLocaleString(shopSettings.locale);
  if (due <= 0) return say('screen_no_orders_today');
  const isAll = today.delivered >= due;
  const figures = {
    erp,
    count: due,
    ...(isAll ? {} : { delivered: number(today.delivered) }),
    ...(today.changedSince > 0 ? { changed: number(today.changedSince) } : {}),
  };
  if (today.changedSince > 0) {
    return say(isAll ? 'screen_all_delivered_changed' : 'screen_some_delivered_changed', figures);
  }
  return say(isAll ? 'screen_all_delivered' : 'screen_some_delivered', figures);
}
