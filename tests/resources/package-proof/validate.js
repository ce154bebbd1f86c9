// Reads a release package with the Data Package tools and prints one line for each problem.
// A line names files, rows and columns and holds no value of a row.
//   node validate.js <folder of the package>
const crypto = require('crypto')
const fs = require('fs')
const path = require('path')
const { Package } = require('datapackage')

// The library looks through the whole other table for each row; above this the SQL proof stands alone.
const MOST_LOOKS = 60e6

const folder = process.argv[2]
const rows = {}
const problem = (words) => console.log(words)

async function files(descriptor) {
  const json = JSON.parse(fs.readFileSync(path.join(folder, descriptor), 'utf-8'))
  for (const resource of json.resources) {
    const file = path.join(folder, resource.path)
    if (!fs.existsSync(file)) {
      problem(`${resource.path}: no such file`)
      continue
    }
    if (fs.statSync(file).size !== resource.bytes) problem(`${resource.path}: another size`)
    const hash = crypto.createHash('sha256')
    for await (const chunk of fs.createReadStream(file)) hash.update(chunk)
    if (`sha256:${hash.digest('hex')}` !== resource.hash) problem(`${resource.path}: another hash`)
  }
}

// The kind of error in words of ours: the library's own may hold a value.
function kind(error) {
  const words = error.message || ''
  if (/Foreign key/.test(words)) return 'a foreign key leads nowhere'
  if (/unique constraint/.test(words)) return 'a key is there twice'
  const constraint = words.match(/to the "(required|enum)" constraint for column/)
  if (constraint) return `constraint ${constraint[1]}`
  if (/header/.test(words)) return 'other headers'
  if (/is not type/.test(words)) return 'another type'
  return 'an error'
}

function report(name, error) {
  const all = error.errors && error.errors.length ? error.errors : [error]
  for (const one of all) {
    const where = [one.rowNumber ? `row ${one.rowNumber}` : '', one.columnNumber ? `column ${one.columnNumber}` : '']
    problem(`${name}: ${kind(one)} ${where.filter(Boolean).join(', ')}`.trim())
  }
}

async function tables() {
  const descriptor = path.join(folder, 'datapackage.json')
  const dataPackage = await Package.load(descriptor, { basePath: folder })
  if (dataPackage.descriptor.profile !== 'tabular-data-package') problem('datapackage.json: another profile')
  dataPackage.errors.forEach(() => problem('datapackage.json: not a tabular data package'))
  for (const resource of dataPackage.resources) {
    resource.errors.forEach(() => problem(`${resource.name}: not a tabular data resource`))
  }
  for (const resource of dataPackage.resources) {
    try {
      rows[resource.name] = (await resource.read()).length
      if (rows[resource.name] !== resource.descriptor.rows) problem(`${resource.name}: another number of rows`)
    } catch (error) {
      report(resource.name, error)
    }
  }
  for (const resource of dataPackage.resources) {
    const keys = resource.schema.foreignKeys
    const looks = keys.reduce((sum, key) => sum + rows[resource.name] * rows[key.reference.resource], 0)
    if (keys.length === 0 || !(looks < MOST_LOOKS)) continue
    try {
      await resource.checkRelations()
    } catch (error) {
      report(resource.name, error)
    }
  }
}

async function main() {
  await files('datapackage.json')
  await files('datapackage-parquet.json')
  await tables()
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
