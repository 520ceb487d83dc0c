<?php

declare(strict_types=1);

namespace Counterfoil\Database;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The database refused a statement on one of our own tables. What happens next is the caller's to decide: nothing was
 * changed.
 */
final class QueryFailed extends \RuntimeException {}
