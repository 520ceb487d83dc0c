<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

if (!defined('ABSPATH')) {
    exit;
}

/** One chore of the hourly upkeep, done in slices. Listed in Upkeep::TASKS. */
interface UpkeepTask
{
    /**
     * One slice: a statement or two, well under 200 ms.
     *
     * @return bool whether there is more to do
     */
    public static function runSlice(\wpdb $db): bool;
}
