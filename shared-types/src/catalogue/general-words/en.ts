import type { GeneralWord } from '../general-words.ts';

export const generalEn: Record<GeneralWord, string> = {
  general_step: 'The connector reports “{code}”, which this plugin does not know yet: update the plugin',
  general_reason: '“{code}”, which this plugin does not know yet',
  general_gap: 'The rules lack something that this plugin does not know yet (“{code}”): update the plugin',
  general_erp: 'Something is wrong that this plugin does not know yet (“{code}”): update the plugin',
  general_other: 'The connector says “{code}”, which this plugin does not know yet: update the plugin',
  general_change: 'something this plugin does not know yet (“{code}”)',
};
