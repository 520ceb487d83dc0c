import { CONTRACT_VERSION } from '../identity.ts';
import { catalogueTexts } from './catalogues.ts';
import { checkVectors } from './check-vectors.ts';
import { contractText, openWordsText, revisionModule } from './count-names.ts';
import { jsonSchemaTexts } from './json-schemas.ts';
import { REQUESTS } from './messages.ts';
import { mutations } from './mutations.ts';
import { signatureVectors } from './signature-vectors.ts';

/** Every generated file of the contract: its path from the root of the repository, and its text. All are committed. */
export function generatedFiles(): Map<string, string> {
  const schemas = jsonSchemaTexts();
  const requests = [...schemas].filter(([name]) => REQUESTS.some((request) => request === name));
  return new Map([
    ...under('shared-types/json-schema', schemas),
    ...under(`plugin/schema/${CONTRACT_VERSION}`, requests),
    ['plugin/schema/contract.json', contractText()],
    ['shared-types/samples/open-words.json', openWordsText()],
    ['shared-types/src/contract-revision.ts', revisionModule()],
    ...under('plugin/catalogue', catalogueTexts()),
    ['shared-types/samples/signatures.json', `${JSON.stringify(signatureVectors(), null, 2)}\n`],
    ['shared-types/samples/checks.json', `${JSON.stringify(checkVectors(), null, 2)}\n`],
    ['shared-types/samples/mutations.json', mutationText()],
  ]);
}

function under(folder: string, texts: Iterable<[string, string]>): [string, string][] {
  return [...texts].map(([name, text]) => [`${folder}/${name}.json`, text]);
}

/** One change a line, so that a changed schema shows in a diff as the changes it makes. */
function mutationText(): string {
  return `${JSON.stringify(mutations()).replaceAll('{"path":', '\n{"path":').replaceAll('{"message":', '\n{"message":')}\n`;
}
