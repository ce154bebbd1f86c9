'use strict';
// What a browser does in a time that somebody waits for; the command "check" has no such limits.
const LIMITS = {bytes: 50 * 1024 * 1024, millis: 60000};
const ELSEWHERE = 'check it with the command: tributary check FILE --la CODE';

// In the worker: the programme is told what the page says, and answers it.
const ANSWERS = `
self.onmessage = event => {
  const asked = event.data;
  try {
    if (asked.pack) {
      self.postMessage({ready: tributary.load(asked.pack)});
      return;
    }
    for (const file of asked.files) {
      tributary.add(file.path, new Int8Array(file.bytes));
    }
    const notChecked = tributary.check(asked.authority, asked.dataset, asked.today);
    self.postMessage({done: {
      notChecked: notChecked,
      html: tributary.report('html'),
      csv: tributary.report('csv'),
      json: tributary.report('json'),
    }});
  } catch (failure) {
    self.postMessage({failed: String(failure)});
  }
};
`;

const byId = id => document.getElementById(id);
const bytesOf = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
let pack = bytesOf(byId('pack').textContent);
let programme = null;
let worker = null;
let authorities = [];
let chosen = new Map();
let reports = null;

/** A worker that knows the rules, and what it says of them. */
async function started() {
  if (!programme) {
    const zipped = new Blob([bytesOf(byId('programme').textContent)]).stream();
    const script = new Response(zipped.pipeThrough(new DecompressionStream('gzip')));
    programme = URL.createObjectURL(
        new Blob([await script.arrayBuffer(), ANSWERS], {type: 'text/javascript'}));
  }
  return new Promise((resolve, reject) => {
    worker = new Worker(programme);
    worker.onerror = failure => reject(new Error(failure.message));
    worker.onmessage = event => resolve(event.data.ready);
    worker.postMessage({pack: new Int8Array(pack)});
  });
}

function ended() {
  worker.terminate();
  worker = null;
}

/** What came of files, or which of them took too long, or how the programme failed. */
function checked(question) {
  return new Promise(resolve => {
    let at = '';
    let clock = 0;
    const wait = () => {
      clearTimeout(clock);
      clock = setTimeout(() => {
        ended();
        resolve({late: true, at});
      }, LIMITS.millis);
    };
    worker.onmessage = event => {
      if (event.data.begun) {
        at = event.data.begun.name;
        byId('state').textContent = `Checking file ${event.data.begun.number} of ${event.data.begun.of} …`;
        wait();
        return;
      }
      clearTimeout(clock);
      resolve({...event.data, at});
    };
    worker.onerror = failure => {
      clearTimeout(clock);
      resolve({failed: failure.message, at});
    };
    wait();
    worker.postMessage(question);
  });
}

/** Checks files; the result names the reports and, in sentences, what was left out. */
async function check(files, authority, dataset, today) {
  const left = files.filter(file => file.size > LIMITS.bytes)
      .map(file => `${file.path} is larger than 50 MB; ${ELSEWHERE}.`);
  let kept = files.filter(file => file.size <= LIMITS.bytes);
  while (kept.length > 0) {
    if (!worker) {
      await started();
    }
    const given = [];
    for (const file of kept) {
      given.push({path: file.path, bytes: await file.read()});
    }
    const answer = await checked({files: given, authority, dataset, today});
    if (answer.done) {
      const words = answer.done.notChecked.split('\n').filter(Boolean).map(line => line.split('\t'));
      return {...answer.done, left: left.concat(words.map(([why, file]) => `${file}: ${why}.`))};
    }
    if (worker) {
      ended();
    }
    // The others are checked again without the one at which it ended, or none is where no one knows.
    const one = kept.filter(file => file.path === answer.at);
    const out = one.length > 0 ? one : kept;
    const why = answer.failed ? 'the programme failed at it here'
        : `it takes longer than ${LIMITS.millis / 1000} seconds here`;
    left.push(...out.map(file => `${file.path}: ${why}; ${ELSEWHERE}.`));
    kept = kept.filter(file => !out.includes(file));
  }
  return {left};
}

/** The code of the authority that was written by its code, its name or both. */
function code() {
  const written = byId('authority').value.trim().toLowerCase();
  const found = authorities.find(one =>
      [one.code, one.name, `${one.name} (${one.code})`].some(words => words.toLowerCase() === written));
  return found ? found.code : '';
}

function choose(files) {
  for (const file of files) {
    chosen.set(file.path, file);
  }
  const names = [...chosen.keys()];
  byId('chosen').textContent = names.length === 0 ? 'Nothing is chosen.'
      : `${names.length} chosen: ${names.slice(0, 10).join(', ')}${names.length > 10 ? ' …' : ''}`;
  enable();
}

function enable() {
  byId('check').disabled = chosen.size === 0 || code() === '';
}

const given = (path, file) => ({path, size: file.size, read: () => file.arrayBuffer()});

/** All files below what was dropped. */
async function dropped(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [given(entry.fullPath.replace(/^\//, ''), file)];
  }
  const reader = entry.createReader();
  const files = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return files;
    }
    for (const below of some) {
      files.push(...await dropped(below));
    }
  }
}

function day() {
  const now = new Date();
  const two = number => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function show() {
  byId('check').disabled = true;
  byId('result').hidden = true;
  byId('state').textContent = 'Checking …';
  try {
    reports = await check([...chosen.values()], code(), byId('dataset').value, day());
    byId('state').textContent = 'Done.';
    byId('not-checked').replaceChildren(...reports.left.map(words => {
      const line = document.createElement('li');
      line.textContent = `Not checked: ${words}`;
      return line;
    }));
    for (const hideable of ['report', 'save-html', 'save-csv', 'save-json']) {
      byId(hideable).hidden = !reports.html;
    }
    byId('report').srcdoc = reports.html || '';
    byId('result').hidden = false;
    byId('result').scrollIntoView();
  } catch (failure) {
    byId('state').textContent = `The programme failed; ${ELSEWHERE}.`;
  }
  enable();
}

function save(format, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([reports[format]], {type}));
  link.download = `error_report.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function introduce(words) {
  const years = [];
  for (const [kind, first, second, third] of words.split('\n').map(line => line.split('\t'))) {
    if (kind === 'version') {
      byId('version').textContent = `Tributary ${first}. It knows these returns:`;
    } else if (kind === 'authority') {
      authorities.push({code: first, name: second});
      byId('authorities').append(new Option(`${second} (${first})`, `${second} (${first})`));
    } else if (kind === 'dataset') {
      const newest = Number(third);
      byId('dataset').append(new Option(first, first));
      const line = document.createElement('li');
      line.textContent = `${first}: ${second} to ${third}`
          + (newest < new Date().getFullYear() ? '. A newer year has begun: ask for a newer page.' : '');
      byId('years').append(line);
    }
  }
}

byId('authority').addEventListener('input', enable);
byId('files').addEventListener('change', event =>
    choose([...event.target.files].map(file => given(file.name, file))));
byId('folder').addEventListener('change', event =>
    choose([...event.target.files].map(file => given(file.webkitRelativePath, file))));
byId('given').addEventListener('dragover', event => {
  event.preventDefault();
  byId('given').classList.add('over');
});
byId('given').addEventListener('dragleave', () => byId('given').classList.remove('over'));
byId('given').addEventListener('drop', async event => {
  event.preventDefault();
  byId('given').classList.remove('over');
  const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry()).filter(Boolean);
  for (const entry of entries) {
    choose(await dropped(entry));
  }
});
byId('check').addEventListener('click', show);
byId('clear').addEventListener('click', () => {
  chosen = new Map();
  byId('files').value = byId('folder').value = '';
  byId('result').hidden = true;
  byId('state').textContent = '';
  choose([]);
});
byId('save-html').addEventListener('click', () => save('html', 'text/html'));
byId('save-csv').addEventListener('click', () => save('csv', 'text/csv'));
byId('save-json').addEventListener('click', () => save('json', 'application/json'));
started().then(words => {
  introduce(words);
  // Somebody may have chosen already.
  enable();
}, () => {
  byId('state').textContent = `The programme failed to begin; ${ELSEWHERE}.`;
});
