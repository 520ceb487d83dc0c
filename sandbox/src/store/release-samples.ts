import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** For tests: the few files by which a WordPress or a WooCommerce is recognised, as text by path. */
export function sampleFiles(
  product: 'wordpress' | 'woocommerce',
  version: string,
  requires = '6.0',
): Record<string, string> {
  return product === 'wordpress'
    ? { 'wp-settings.php': '<?php\n', 'wp-includes/version.php': `<?php\n$wp_version = '${version}';\n` }
    : {
        'woocommerce.php': `<?php\n/**\n * Plugin Name: WooCommerce\n * Version: ${version}\n * Requires at least: ${requires}\n */\n`,
        'includes/class-woocommerce.php': '<?php\n',
        'vendor/autoload_packages.php': '<?php\n',
        'assets/client/blocks/index.js': '',
      };
}

export function writeTree(dir: string, files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
}

/** A zip file with these files below a folder `root`, as WordPress.org packs them. */
export function zipTree(file: string, root: string, files: Record<string, string>): void {
  const code = `$zip = new ZipArchive(); $zip->open($argv[1], ZipArchive::CREATE);
    foreach (json_decode(stream_get_contents(STDIN), true) as $path => $content) { $zip->addFromString($argv[2] . '/' . $path, $content); }
    $zip->close();`;
  execFileSync('php', ['-r', code, '--', file, root], { input: JSON.stringify(files) });
}
