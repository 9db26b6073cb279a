// Uploads a file with tus-js-client, across lost connections, and prints the address of the upload. A test of the server
// starts it with the address to upload to, the credentials, and the path of the file.

import { readFileSync } from 'node:fs';
import * as tus from 'tus-js-client';

const [endpoint, authorization, path] = process.argv.slice(2);
const upload = new tus.Upload(readFileSync(path), {
  endpoint,
  chunkSize: 400_000,
  retryDelays: [0, 50, 100, 200, 400, 800],
  headers: { authorization },
  metadata: { filename: 'from JavaScript.bin', filetype: 'application/octet-stream' },
  onError(error) {
    console.error(error);
    process.exitCode = 1;
  },
  onSuccess: () => console.log(upload.url),
});
upload.start();
