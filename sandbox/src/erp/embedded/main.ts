/**
 * The practice ERP as a process: `node main.ts SETTINGS.json`. The settings (written by start-embedded.ts, readable by
 * its user only, because they hold the password) name the database, the port and the file that it writes once it
 * listens.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { closeServer, listenLocally } from '../serve-http.ts';
import { fillCatalogue } from './fill-catalogue.ts';
import { openDatabase } from './open-database.ts';
import { createPracticeErp } from './practice-erp.ts';

const settingsShape = z.object({
  database: z.string(),
  port: z.int().min(1).max(65535),
  password: z.string().min(16),
  listening: z.string(),
  currency: z.string(),
  products: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      price: z.string(),
      taxPercent: z.string(),
      stock: z.number().nullable(),
    }),
  ),
});

const settings = settingsShape.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
const db = openDatabase(settings.database);
fillCatalogue(db, settings, new Date().toISOString());
const { server, switches } = createPracticeErp({ db, password: settings.password, clock: () => new Date() });
await listenLocally(server, settings.port);
writeFileSync(settings.listening, '');

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void stop();
  });
}

/** What was received and waits to be committed late is committed before the end, as an ERP that shuts down would. */
async function stop(): Promise<void> {
  await switches.faults.hurry();
  await closeServer(server);
  db.close();
}
