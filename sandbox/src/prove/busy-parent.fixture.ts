/** Wants a core, says whose, and lets it go when it is told to. */
import { keepCoreBusy } from './keep-core-busy.ts';

const { pid, letGo } = keepCoreBusy();
process.once('message', letGo);
process.send?.(pid);
