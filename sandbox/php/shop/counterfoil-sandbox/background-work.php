<?php

/**
 * Background work runs when wp-cron.php is called, and only then. Action Scheduler would also start it beside a
 * signed-in shopper's request, with the shopper's cookies, and at its end write back the cart as it was at its
 * beginning: a coupon or a whole cart is lost now and then.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

add_filter('action_scheduler_allow_async_request_runner', '__return_false');
