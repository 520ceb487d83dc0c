/** A check that reads the code without running it. */
export interface Check {
  name: string;
  command: string[];
  /** What to do about what it finds. */
  wayOut: string;
}

/** The checks of `npm run check`, quickest first. Each command runs in the root folder. */
export const checks: Check[] = [
  {
    name: 'imports (pure files, declared packages)',
    command: ['node', 'sandbox/src/test-run/imports/check-imports.ts'],
    wayOut: 'Take what a pure file needs as an argument; name a package where it is used.',
  },
  {
    name: 'format and lint (Biome)',
    command: ['biome', 'check', '--error-on-warnings', '--max-diagnostics=50', '.'],
    wayOut: '`npm run format` mends the layout and the simple findings.',
  },
  {
    name: 'types (TypeScript)',
    command: ['tsc', '-b', '--pretty', 'false'],
    wayOut: 'Mend the types.',
  },
  {
    name: 'unused files, exports and dependencies (knip)',
    command: ['knip', '--no-progress'],
    wayOut: 'Remove what nothing uses, or name a new entry point in knip.json.',
  },
  {
    name: 'style of the plugin (php-cs-fixer)',
    command: [
      'php',
      'plugin/vendor/bin/php-cs-fixer',
      'check',
      '--diff',
      '--config=plugin/.php-cs-fixer.dist.php',
    ],
    wayOut: '`composer --working-dir=plugin style-fix` mends it.',
  },
  {
    name: 'types of the plugin (PHPStan)',
    command: [
      'php',
      'plugin/vendor/bin/phpstan',
      'analyse',
      '--configuration=plugin/phpstan.neon',
      '--memory-limit=2G',
      '--no-progress',
    ],
    wayOut: 'Mend the types. There is no baseline to add to.',
  },
];
