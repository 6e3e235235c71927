import { searchIndexSuite } from '../suites/search-index.suite.ts'
import { testEngines } from '../support/search-engines.ts'

for (const engine of testEngines()) searchIndexSuite(engine)
