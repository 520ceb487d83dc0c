/** One `import`, `export … from` or `import()` of a module. */
export interface Import {
  readonly from: string;
  /** Types alone: nothing of it is there when the program runs. */
  readonly isType: boolean;
}

const FORMS = [
  /^[ \t]*(?:import|export)\b(?<names>[^'"`;=()]*?)\bfrom\s*['"](?<from>[^'"\n]+)['"]/gm,
  /^[ \t]*import\s*['"](?<from>[^'"\n]+)['"]/gm,
  /(?<!^[ \t]*(?:\/\/|\*).*)\bimport\(\s*['"](?<from>[^'"\n]+)['"]/gm,
];

/** The source is laid out by Biome, so that a statement begins a line. */
export function readImports(source: string): Import[] {
  const found = FORMS.flatMap((form) => [...source.matchAll(form)]);
  return found.map(({ groups }) => ({
    from: groups?.['from'] ?? '',
    isType: /^\s*type\b(?!\s*,)/.test(groups?.['names'] ?? ''),
  }));
}
