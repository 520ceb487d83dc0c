import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { bootstrapScript, createCompany, createTables } from './create-tryton-database.ts';
import type { BootstrapPlan } from './plan-bootstrap.ts';
import type { TrytonPlace } from './postgres-cluster.ts';
import { useTemplate } from './tryton-template.ts';

const here = dirname(fileURLToPath(import.meta.url));
const tablesSecrets = z.object({ databasePassword: z.string(), adminPassword: z.string() });
const companySecrets = tablesSecrets.extend({ userPassword: z.string() });
export type CompanySecrets = z.output<typeof companySecrets>;

/** Puts the plan's company, stopped, into the ERP's folder; two templates make that a matter of a second. */
export async function prepareCompany(
  place: TrytonPlace,
  plan: BootstrapPlan,
  packages: Record<string, string>,
  progress: (line: string) => void,
): Promise<CompanySecrets> {
  const tablesIngredients = [
    packages,
    readFileSync(join(here, 'create-tryton-database.ts'), 'utf8'),
    readFileSync(join(here, 'postgres-cluster.ts'), 'utf8'),
  ];
  const tables = {
    name: 'tables',
    ingredients: tablesIngredients,
    async create() {
      const secrets = { databasePassword: randomPassword(), adminPassword: randomPassword() };
      await createTables(place, secrets, progress);
      return secrets;
    },
  };
  const company = {
    name: 'company',
    ingredients: [...tablesIngredients, readFileSync(bootstrapScript, 'utf8'), plan],
    async create() {
      const secrets = tablesSecrets.parse(await useTemplate(place, tables, progress));
      const userPassword = randomPassword();
      const whole = { ...plan, user: { ...plan.user, password: userPassword } };
      await createCompany(place, whole, secrets.databasePassword, progress);
      return { ...secrets, userPassword };
    },
  };
  return companySecrets.parse(await useTemplate(place, company, progress));
}

/** Hexadecimal: nothing that a URL or a configuration file would read as something else. */
function randomPassword(): string {
  return randomBytes(18).toString('hex');
}
