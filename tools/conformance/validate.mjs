// node validate.mjs schema|parser FILE: is the file an OpenAPI 3.0 document?
import { readFile } from 'node:fs/promises';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Validator } from '@seriousme/openapi-schema-validator';

const [how, file] = process.argv.slice(2);
const doc = JSON.parse(await readFile(file, 'utf8'));
if (how === 'schema') {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(doc);
  if (!valid || validator.version !== '3.0') {
    console.log(`version ${validator.version}`, JSON.stringify(errors, null, 1));
    process.exit(1);
  }
} else {
  try {
    await SwaggerParser.validate(doc);
  } catch (e) {
    console.log(e.message);
    process.exit(1);
  }
}
