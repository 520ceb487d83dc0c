<?php

declare(strict_types=1);

if (!defined('ABSPATH')) {
    exit;
}

/**
 * `Counterfoil\Outbox\OutboxTable` is in src/Outbox/OutboxTable.php. The plugin needs no Composer package at run time.
 */
spl_autoload_register(static function (string $class): void {
    if (!str_starts_with($class, 'Counterfoil\\') || str_starts_with($class, 'Counterfoil\\Tests\\')) {
        return;
    }
    $file = __DIR__ . '/' . str_replace('\\', '/', substr($class, strlen('Counterfoil\\'))) . '.php';
    if (is_file($file)) {
        require $file;
    }
});
