import { saying } from '../saying.ts';
import { yesOrNo } from './ask-doorbell.ts';
import type { Asker } from './asker.ts';
import { readDraft } from './keep-answers.ts';
import type { SetupOptions } from './setup-options.ts';

/**
 * With what was answered before setup ended half-way, if whoever is there says so; what an option says now counts more.
 */
export async function goOn(file: string, options: SetupOptions, asker: Asker): Promise<SetupOptions> {
  const kept = asker.interactive ? readDraft(file) : null;
  if (kept === null) return options;
  const goesOn = await asker.ask({
    option: '',
    given: undefined,
    explanation: saying('kept_answers', {
      answers: [kept.shop, kept.tenant, kept.erp, kept['erpUrl']].filter(Boolean).join(', '),
    }),
    text: saying('ask_go_on'),
    suggestion: 'yes',
    check: yesOrNo,
  });
  return goesOn ? { ...kept, ...options } : options;
}
