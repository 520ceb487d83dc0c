import type { DatabaseAccess } from './query-database.ts';

const text = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** SQL that shuts everybody but the shop out of a fresh server and makes its database. */
export function accessSql(db: DatabaseAccess, rootPassword: string): string[] {
  const users = [`'${db.user}'@'127.0.0.1'`, `'${db.user}'@'localhost'`];
  return [
    "DELETE FROM mysql.global_priv WHERE Host <> 'localhost' OR User = ''",
    'FLUSH PRIVILEGES',
    `ALTER USER 'root'@'localhost' IDENTIFIED BY ${text(rootPassword)}`,
    `CREATE DATABASE IF NOT EXISTS \`${db.name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
    ...users.flatMap((user) => [
      `CREATE OR REPLACE USER ${user} IDENTIFIED BY ${text(db.password)}`,
      `GRANT ALL PRIVILEGES ON \`${db.name}\`.* TO ${user}`,
    ]),
  ];
}

const columnsWithAddress: readonly [table: string, column: string][] = [
  ['options', 'option_value'],
  ['posts', 'guid'],
  ['posts', 'post_content'],
  ['postmeta', 'meta_value'],
];
const ofWooCommerce: typeof columnsWithAddress = [['wc_product_download_directories', 'url']];

/**
 * SQL that moves a shop to another address, as a search-and-replace of its owner would. Both addresses are `127.0.0.1:`
 * and five digits, so the lengths noted in serialized values stay true.
 * @param standIn the shop runs on the stand-in for WooCommerce, which lacks some tables
 */
export function readdressSql(
  db: { name: string; prefix: string },
  from: string,
  to: string,
  standIn = false,
): string[] {
  const [old, fresh] = [new URL(from).host, new URL(to).host];
  if (old.length !== fresh.length)
    throw new Error(`${old} and ${fresh} differ in length: serialized values would break.`);
  if (old === fresh) return [];
  return [...columnsWithAddress, ...(standIn ? [] : ofWooCommerce)].map(
    ([table, column]) =>
      `UPDATE \`${db.name}\`.\`${db.prefix}${table}\` SET ${column} = REPLACE(${column}, ${text(old)}, ${text(fresh)}) WHERE ${column} LIKE ${text(`%${old}%`)}`,
  );
}

/**
 * SQL that gives every account of the shop this password. WordPress takes MD5 and hashes it anew at the first login.
 */
export function passwordSql(db: { name: string; prefix: string }, password: string): string[] {
  return [`UPDATE \`${db.name}\`.\`${db.prefix}users\` SET user_pass = MD5(${text(password)})`];
}
