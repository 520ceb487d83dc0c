<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

use Counterfoil\Outbox\RecordingFailures;
use Counterfoil\Setup\UpkeepTask;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What could not be recorded is no longer news once the sweep has looked at every order, old ones too, since it
 * happened.
 */
final class ForgetFailures implements UpkeepTask
{
    public static function runSlice(\wpdb $db): bool
    {
        $failures = RecordingFailures::known();
        $coverage = $failures === null ? null : SweepCoverage::ofThisSite($db);
        if ($failures !== null && $coverage !== null && ($coverage->to ?? '') > $failures['last_at'] && ($coverage->knownTo ?? '') > $failures['last_at']) {
            RecordingFailures::forget();
        }
        return false;
    }
}
