<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Outbox\PruneOutbox;
use Counterfoil\Sweep\ForgetFailures;
use Counterfoil\Sweep\SweepMissedOrders;
use Counterfoil\Sweep\SweepTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What has to be done every now and then: the sweep every few minutes, pruning every hour. By Action Scheduler, and
 * where that does not run (cron switched off, a quiet shop) by the agent's polls, one slice each.
 */
final class Upkeep
{
    public const SWEEP = 'counterfoil_sweep';
    public const HOURLY = 'counterfoil_upkeep';
    private const GROUP = 'counterfoil';

    /** Each owner of a table prunes it by a task of its own. */
    private const TASKS = [
        PruneOutbox::class,
        ForgetFailures::class,
    ];

    /** Slices of 200 ms that one run of Action Scheduler takes: a second of one in three hundred. */
    private const SLICES_PER_RUN = 5;
    private const TASK_SLICES_PER_RUN = 20;
    /** An upkeep this late is not being run by Action Scheduler. */
    private const OVERDUE_SECONDS = 3600;

    /** On `action_scheduler_ensure_recurring_actions`, and when the plugin is activated or updated. */
    public static function schedule(): void
    {
        if (!function_exists('as_schedule_recurring_action') || !\ActionScheduler::is_initialized()) {
            return;
        }
        foreach ([self::SWEEP => 5 * MINUTE_IN_SECONDS, self::HOURLY => HOUR_IN_SECONDS] as $hook => $seconds) {
            if (!as_has_scheduled_action($hook, [], self::GROUP)) {
                as_schedule_recurring_action(time() + $seconds, $seconds, $hook, [], self::GROUP, true);
            }
        }
    }

    /** Action Scheduler before 3.9.3 (WooCommerce before 10.0) never asks for what is missing. */
    public static function scheduleWhereNobodyAsks(): void
    {
        $version = wp_doing_ajax() || !class_exists(\ActionScheduler_Versions::class) ? null : \ActionScheduler_Versions::instance()->latest_version();
        if (is_string($version) && version_compare($version, '3.9.3', '<')) {
            self::schedule();
        }
    }

    public static function unschedule(): void
    {
        if (function_exists('as_unschedule_all_actions') && \ActionScheduler::is_initialized()) {
            as_unschedule_all_actions(self::SWEEP, [], self::GROUP);
            as_unschedule_all_actions(self::HOURLY, [], self::GROUP);
        }
    }

    public static function sweep(): void
    {
        $sweep = SweepMissedOrders::ofThisSite();
        for ($slice = 0; $slice < self::SLICES_PER_RUN && $sweep->runSlice() !== null; $slice++);
    }

    public static function hourly(): void
    {
        self::runTasks(self::TASK_SLICES_PER_RUN);
    }

    /**
     * Behind an answer to a poll: a slice of the sweep and of each task, when Action Scheduler is late with them; else
     * two short queries.
     */
    public static function runOverdueSlice(): void
    {
        SweepMissedOrders::ofThisSite()->runSliceIfOverdue();
        $table = SweepTable::ofThisSite();
        if ($table->span(self::HOURLY, $table->utcNow())->overdueSeconds > self::OVERDUE_SECONDS) {
            self::runTasks(1);
        }
    }

    private static function runTasks(int $slices): void
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        $more = false;
        foreach (self::TASKS as $task) {
            $left = true;
            for ($slice = 0; $slice < $slices && $left; $slice++) {
                $left = $task::runSlice($wpdb);
            }
            $more = $more || $left;
        }
        if (!$more) {
            $table = SweepTable::ofThisSite();
            $table->span(self::HOURLY, $table->utcNow());
            $table->endPass(self::HOURLY, 0, HOUR_IN_SECONDS);
        }
    }
}
