<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Database\QueryFailed;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Compares a table as it is with the CREATE TABLE statement it should come from: columns and indexes by name. More than
 * that may be there.
 */
final class TableCheck
{
    public function __construct(private readonly OwnQuery $query) {}

    /** @return list<string> `column due_at`, `index due`, or `the table` */
    public function whatIsMissing(string $table, string $statement): array
    {
        try {
            $columns = array_column($this->query->rows($this->query->prepare('SHOW COLUMNS FROM %i', $table)), 'Field');
            $indexes = array_column($this->query->rows($this->query->prepare('SHOW INDEX FROM %i', $table)), 'Key_name');
        } catch (QueryFailed) {
            return ['the table'];
        }
        $missing = [];
        preg_match_all('/^\s*(?:(PRIMARY) KEY|(?:UNIQUE )?KEY (\w+)|(\w+) [a-z])/m', substr($statement, (int) strpos($statement, '(') + 1), $lines, PREG_SET_ORDER | PREG_UNMATCHED_AS_NULL);
        foreach ($lines as $line) {
            $index = $line[1] ?? $line[2];
            $column = $line[3];
            if ($index !== null && !in_array($index, $indexes, true)) {
                $missing[] = "index {$index}";
            }
            if ($column !== null && !in_array($column, $columns, true)) {
                $missing[] = "column {$column}";
            }
        }
        return $missing;
    }
}
