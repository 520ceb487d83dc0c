<?php

/**
 * Plugin Name: Counterfoil sandbox
 * Description: Keeps this shop inside the machine (mail goes to a file), and breaks it on request (faults). Never part
 * of a real shop.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

require __DIR__ . '/counterfoil-sandbox/background-work.php';
require __DIR__ . '/counterfoil-sandbox/mail.php';
require __DIR__ . '/counterfoil-sandbox/no-update-checks.php';
require __DIR__ . '/counterfoil-sandbox/order-numbers.php';
require __DIR__ . '/counterfoil-sandbox/faults.php';
require __DIR__ . '/counterfoil-sandbox/measure.php';
