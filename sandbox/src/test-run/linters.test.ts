/**
 * Each checker of `npm run check` is shown a fault of its kind, under the repository's own configuration, and must
 * find it: a checker that looks at nothing ends with success, too. Beside the fault stand only the configurations, so
 * that no time goes into the rest of the code; knip, which judges the whole, gets a copy of it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const workspaces = ['shared-types', 'agent', 'sandbox', 'admin-ui'];
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const TIME_LIMIT = 120_000;

/** The repository without its code. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-linters-'));
  const top = ['.gitignore', 'biome.json', 'knip.json', 'lint', 'package.json', 'setup.mjs'];
  const types = ['tsconfig.base.json', 'tsconfig.json', 'tsconfig.root.json'];
  for (const path of [...top, ...types, 'plugin/.php-cs-fixer.dist.php', 'plugin/composer.json']) copy(path);
  for (const name of workspaces) {
    copy(join(name, 'package.json'));
    copy(join(name, 'tsconfig.json'));
  }
  for (const name of ['shared-types', 'agent']) copy(join(name, 'tsconfig.test.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(root, 'plugin/vendor'), join(folder, 'plugin/vendor'));
}, TIME_LIMIT);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copy(path: string): void {
  const isOurs = (from: string) => !/\/(node_modules|dist|dist-types|vendor|build)$/.test(from);
  cpSync(join(root, path), join(folder, path), { recursive: true, filter: isOurs });
}

function run(program: string, given: string[]): { status: number | null; output: string } {
  // As npm does: the Node of this repository comes first.
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` };
  const { status, stdout, stderr } = spawnSync(program, given, { cwd: folder, encoding: 'utf8', env });
  return { status, output: stdout + stderr };
}

function plant(path: string, content: string): string {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
  return path;
}

test.each([
  ['noExplicitAny', 'export const anything: any = 1;\n'],
  [
    'noFloatingPromises',
    'async function send(): Promise<void> {}\nexport function go(): void {\n  send();\n}\n',
  ],
  ['noDefaultExport', 'export default 1;\n'],
  ['noNonNullAssertion', 'export const first = (list: string[]) => list[0]!.length;\n'],
  ['useImportExtensions', "export * from './neighbour';\n"],
  ['noFocusedTests', "import { test } from 'vitest';\n\ntest.only('one', () => {});\n"],
  ['noDuplicateObjectKeys', 'export const words = { held: 1, held: 2 };\n'],
  ['noUnusedVariables', 'const forgotten = 1;\n'],
  ['useFilenamingConvention', 'export const x = 1;\n', 'agent/src/planted/CamelCase.ts'],
  ['format', 'export const x =   1\n'],
])(
  'Biome finds a planted fault of its rule %s',
  (rule, content, path = 'agent/src/planted/planted.test.ts') => {
    plant('agent/src/planted/neighbour.ts', 'export const neighbour = 1;\n');
    plant(path, content);
    const { status, output } = run(bin('biome'), ['check', '--error-on-warnings', 'agent/src/planted']);
    rmSync(join(folder, 'agent/src/planted'), { recursive: true });
    expect(output).toContain(rule);
    expect(status).toBe(1);
  },
);

test(
  'TypeScript finds a planted wrong type in sources and in tests of each workspace, and in the root',
  () => {
    const inWorkspaces = workspaces.flatMap((name) => [
      `${name}/src/planted.ts`,
      `${name}/src/planted.test.ts`,
    ]);
    const planted = [...inWorkspaces, 'vitest.config.ts'].map((path) =>
      plant(path, "export const wrong: number = 'text';\n"),
    );
    const { status, output } = run(bin('tsc'), ['-b', '--pretty', 'false']);
    for (const path of planted) {
      rmSync(join(folder, path));
      expect(output).toContain(`${path}(1,14): error TS2322`);
    }
    expect(status).not.toBe(0);
  },
  TIME_LIMIT,
);

test(
  'knip finds a planted unused file, unused export and unused dependency',
  () => {
    // From here on the code stands there, too: what needs it away comes before.
    for (const path of [...workspaces, 'vitest.config.ts']) copy(path);
    const manifest = join(folder, 'agent/package.json');
    const before = readFileSync(manifest, 'utf8');
    const parsed: { dependencies: Record<string, string> } = JSON.parse(before);
    parsed.dependencies['left-alone'] = '1.0.0';
    writeFileSync(manifest, JSON.stringify(parsed));
    plant('sandbox/src/nobody-wants-me.ts', 'export const lonely = 1;\n');
    const used = plant('sandbox/src/half-used.ts', 'export const wanted = 1;\nexport const unwanted = 2;\n');
    plant('sandbox/src/half-used.test.ts', "import { wanted } from './half-used.ts';\n\nwanted.toFixed();\n");
    const { status, output } = run(bin('knip'), ['--no-progress', '--reporter=json']);
    writeFileSync(manifest, before);
    const issues: KnipIssue[] = JSON.parse(output).issues;
    const named = (kind: keyof KnipIssue) =>
      issues.flatMap((issue) =>
        ((issue[kind] ?? []) as { name: string }[]).map(({ name }) => `${issue.file}: ${name}`),
      );
    expect(named('files')).toContain('sandbox/src/nobody-wants-me.ts: sandbox/src/nobody-wants-me.ts');
    expect(named('exports')).toContain(`${used}: unwanted`);
    expect(named('exports')).not.toContain(`${used}: wanted`);
    expect(named('dependencies')).toContain('agent/package.json: left-alone');
    expect(status).toBe(1);
  },
  TIME_LIMIT,
);

interface KnipIssue {
  file: string;
  files?: { name: string }[];
  exports?: { name: string }[];
  dependencies?: { name: string }[];
}

const php = (body: string) => `<?php\n\ndeclare(strict_types=1);\n\nnamespace Counterfoil;\n\n${body}\n`;

test(
  'PHPStan finds a planted wrong type, knows WooCommerce, and refuses what PHP 8.1 cannot run',
  () => {
    const planted = plant(
      'plugin/src/Planted.php',
      php(
        'final class Planted\n{\n    public function total(\\WC_Order $order): int\n    {\n        return $order->get_order_key();\n    }\n}',
      ),
    );
    const tooNew = plant('plugin/src/TooNew.php', php('final readonly class TooNew\n{\n}'));
    // The repository's own file, not a copy: what PHPStan knows of WordPress and WooCommerce is kept by its path.
    const { status, output } = run('php', [
      join(root, 'plugin/vendor/bin/phpstan'),
      'analyse',
      `--configuration=${join(root, 'plugin/phpstan.neon')}`,
      '--memory-limit=2G',
      '--no-progress',
      '--error-format=raw',
      join(folder, planted),
      join(folder, tooNew),
    ]);
    expect(output).toMatch(
      /Planted\.php:\d+:Method Counterfoil\\Planted::total\(\) should return int but returns string/,
    );
    expect(output).toMatch(/TooNew\.php:\d+:/);
    expect(status).toBe(1);
  },
  TIME_LIMIT,
);

test(
  'php-cs-fixer finds a planted file without strict types',
  () => {
    plant('plugin/src/Loose.php', '<?php\n\nnamespace Counterfoil;\n\nfinal class Loose {}\n');
    const given = ['check', '--config=plugin/.php-cs-fixer.dist.php', '--show-progress=none'];
    const { status, output } = run('php', ['plugin/vendor/bin/php-cs-fixer', ...given]);
    expect(output).toContain('Loose.php');
    expect(status).toBe(8);
  },
  TIME_LIMIT,
);
