import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { at } from './this-folder.mjs';

/** SHA-256 over the names and contents of files and folders, without what is made or installed. */
export function hashOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (/(^|\/)(node_modules|dist|dist-types|\.[^/]*)$/.test(path) || !fs.existsSync(at(path))) return;
    if (fs.statSync(at(path)).isDirectory()) {
      for (const name of fs.readdirSync(at(path)).sort()) add(`${path}/${name}`);
    } else {
      const content = fs.readFileSync(at(path));
      hash.update(`${path}\0${content.length}\0`).update(content);
    }
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}

export const stamp = (file, hash) => fs.writeFileSync(at(file), hash);
export const isStamped = (file, paths) =>
  fs.existsSync(at(file)) && fs.readFileSync(at(file), 'utf8') === hashOf(paths);
