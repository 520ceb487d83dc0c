import { z } from 'zod';
import type { BeforeWrite } from '../erp-adapter.ts';
import type { ErpCall } from '../erp-connection.ts';
import { noClearAnswer } from '../exchange-http.ts';
import { TRYTON, TrytonWarning } from './tryton-errors.ts';
import { explainRefusal } from './tryton-rights.ts';
import type { TrytonSession } from './tryton-session.ts';
import { recordId } from './tryton-values.ts';

/** More rows than this are read in pages of it. */
const PAGE_SIZE = 100;

/** A transition that asks more questions than this will never stop asking. */
const MOST_WARNINGS = 10;

type Domain = readonly unknown[];

const identified = z.object({ id: recordId });

export interface TrytonClient {
  /** A page with fewer rows is the last. */
  readonly pageSize: number;
  /** Rows of one page by id upwards, those with a higher id than `after`. */
  readPage<Row>(
    model: string,
    domain: Domain,
    fields: readonly string[],
    row: z.ZodType<Row>,
    options: { after: number; inactive?: boolean },
  ): Promise<Row[]>;
  /** All rows of all pages. */
  readAll<Row extends { id: number }>(
    model: string,
    domain: Domain,
    fields: readonly string[],
    row: z.ZodType<Row>,
    options?: { inactive?: boolean },
  ): Promise<Row[]>;
  /** The one record of this id, inactive or not, or none. */
  findById(model: string, id: string): Promise<{ id: string }[]>;
  /** Any other reading method, `ir.model.access.get_access`. */
  read<Answer>(operation: string, parameters: readonly unknown[], answer: z.ZodType<Answer>): Promise<Answer>;
  /** A writing method that makes or changes records. Never repeated here. */
  write<Answer>(
    operation: string,
    parameters: readonly unknown[],
    answer: z.ZodType<Answer>,
    personal: readonly string[],
    beforeWrite?: BeforeWrite,
  ): Promise<Answer>;
  /** A workflow step (`sale.sale.quote`). Tryton's warnings are answered with yes: the shop has sold already. */
  transit(
    operation: string,
    ids: readonly number[],
    personal: readonly string[],
    beforeWrite?: BeforeWrite,
  ): Promise<void>;
}

/** @param context what `get_preferences` answered: without company and groups in it Tryton refuses or answers zero */
export function createTrytonClient(
  session: TrytonSession,
  context: Readonly<Record<string, unknown>>,
): TrytonClient {
  async function call<Answer>(
    facts: {
      operation: string;
      writes: boolean;
      inactive?: boolean;
      beforeWrite?: BeforeWrite | undefined;
    },
    parameters: readonly unknown[],
    answer: z.ZodType<Answer> | null,
    personal: readonly string[],
  ): Promise<Answer> {
    const { writes, beforeWrite } = facts;
    const erpCall: ErpCall = { erp: TRYTON, operation: `model.${facts.operation}`, writes, beforeWrite };
    const given = facts.inactive ? { ...context, active_test: false } : context;
    const result = await session.call(erpCall, [...parameters, given], personal).catch(async (error) => {
      throw await explainRefusal(error, facts.operation, client);
    });
    if (answer === null) return undefined as Answer;
    const parsed = answer.safeParse(result);
    if (parsed.success) return parsed.data;
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw noClearAnswer(erpCall, { code: 'reason_not_understood', values: { field } });
  }

  async function answerWarning(warning: TrytonWarning, beforeWrite?: BeforeWrite): Promise<void> {
    const user = await session.userId();
    const values = [{ user, name: warning.warning, always: false }];
    await call({ operation: 'res.user.warning.create', writes: true, beforeWrite }, [values], null, []);
  }

  const client: TrytonClient = {
    pageSize: PAGE_SIZE,

    readPage(model, domain, fields, row, { after, inactive = false }) {
      // Nested, because a domain may begin with "OR".
      const beyond = after === 0 ? domain : [['id', '>', after], domain];
      const parameters = [beyond, 0, PAGE_SIZE, [['id', 'ASC']], fields];
      return call(
        { operation: `${model}.search_read`, writes: false, inactive },
        parameters,
        row.array(),
        [],
      );
    },

    async readAll(model, domain, fields, row, options = {}) {
      const all = [];
      for (let after = 0, full = true; full; ) {
        const page = await client.readPage(model, domain, fields, row, { ...options, after });
        all.push(...page);
        full = page.length === PAGE_SIZE;
        after = page.at(-1)?.id ?? after;
      }
      return all;
    },

    async findById(model, id) {
      const rows = await client.readAll(model, [['id', '=', Number(id)]], ['id'], identified, {
        inactive: true,
      });
      return rows.map((row) => ({ id: String(row.id) }));
    },

    read: (operation, parameters, answer) => call({ operation, writes: false }, parameters, answer, []),

    write: (operation, parameters, answer, personal, beforeWrite) =>
      call({ operation, writes: true, beforeWrite }, parameters, answer, personal),

    async transit(operation, ids, personal, beforeWrite) {
      for (let answered = 0; ; answered++) {
        try {
          return await call({ operation, writes: true, beforeWrite }, [ids], null, personal);
        } catch (error) {
          if (!(error instanceof TrytonWarning) || answered === MOST_WARNINGS) throw error;
          await answerWarning(error, beforeWrite);
        }
      }
    },
  };
  return client;
}
