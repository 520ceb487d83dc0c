/**
 * The commit that first spoke contract 2 with tolerant readers. Plugin and agent of it must get along with those of
 * today for as long as contract 2 is served. Only before the first release may it move on: when a table changed in
 * place, without a migration, so that a plugin of then cannot be updated on its own database. From the release on it
 * stays.
 */
export const CONTRACT_COMMIT = '05b2c3fadc9ac6f4b78d9d5c7f77ee9774469738';
