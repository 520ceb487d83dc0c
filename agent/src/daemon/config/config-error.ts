/** One thing that is wrong with the configuration, and where. */
export interface ConfigProblem {
  /** `tenants[0].erp.url`; empty: the file as a whole. */
  readonly path: string;
  /** From 1; null: the file has no such place (it could not be read). */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** Names every problem, never a secret's value. */
export class ConfigError extends Error {
  readonly file: string;
  readonly problems: readonly ConfigProblem[];

  constructor(file: string, problems: readonly ConfigProblem[]) {
    super(problems.map((problem) => formatProblem(file, problem)).join('\n'));
    this.name = 'ConfigError';
    this.file = file;
    this.problems = problems;
  }
}

/** `counterfoil.yaml:12:5 tenants[0].erp.url: must be …`, which editors turn into a link. */
function formatProblem(file: string, problem: ConfigProblem): string {
  return `${formatPlace(file, problem)}${problem.path === '' ? '' : ':'} ${problem.message}`;
}

/** `counterfoil.yaml:12:5 tenants[0].erp.url` */
export function formatPlace(file: string, { path, line, column }: ConfigProblem): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  return path === '' ? place : `${place} ${path}`;
}
