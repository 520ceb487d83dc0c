import { Option } from 'commander';
import type { ErpQuestion } from '../../adapters/erp-questions.ts';
import { ERPS, type ErpKind, type ErpSettings } from '../../adapters/registry.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import { saying } from '../saying.ts';
import type { SetupOptions } from './setup-options.ts';

/** One for each thing that an adapter asks; what several ask for is one. */
export function erpOptions(): Option[] {
  const asked = Object.values(ERPS).flatMap(({ questions }) => questions);
  return [...new Map(asked.map((question) => [question.option, optionOf(question)])).values()];
}

export function optionName(question: ErpQuestion): string {
  return optionOf(question).long ?? question.option;
}

export function givenFor(question: ErpQuestion, options: SetupOptions): string | undefined {
  const given = options[optionOf(question).attributeName() as `erp${string}`];
  return typeof given === 'string' ? given : undefined;
}

/** The options that give the same settings. */
export function keptErp(settings: ErpSettings, allowPlainHttp: boolean): Record<string, string | boolean> {
  const values: Readonly<Record<string, unknown>> = settings;
  const asked = ERPS[settings.kind].questions.map((question) => {
    return [optionOf(question).attributeName(), String(values[question.setting])] as const;
  });
  return { erp: settings.kind, ...Object.fromEntries(asked), erpAllowPlainHttp: allowPlainHttp };
}

/** @throws {CommandFailure} for what was given though this ERP has no such setting */
export function refuseUnasked(kind: ErpKind, options: SetupOptions): void {
  const { name, questions } = ERPS[kind];
  const names = questions.map(optionName);
  const others = Object.values(ERPS).flatMap((erp) => erp.questions);
  const unasked = others.find(
    (one) => !names.includes(optionName(one)) && givenFor(one, options) !== undefined,
  );
  if (!unasked) return;
  throw new CommandFailure(
    EXIT.usage,
    'erp_asks_not',
    saying('erp_asks_not', { erp: name, option: optionName(unasked) }),
    saying('erp_asks_not_out', { options: names.join(', ') }),
  );
}

function optionOf({ option, help }: ErpQuestion): Option {
  return new Option(option, help);
}
