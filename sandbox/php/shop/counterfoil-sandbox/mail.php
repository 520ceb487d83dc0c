<?php

/** Each mail becomes a line of mail.jsonl in the instance's folder, and WordPress is told that it was sent. */

declare(strict_types=1);

defined('ABSPATH') || exit;

add_filter('pre_wp_mail', static function ($sent, array $mail) {
    if ($sent !== null) {
        return $sent;
    }
    $line = ['at' => gmdate('Y-m-d\TH:i:s\Z')] + array_intersect_key($mail, array_flip(['to', 'subject', 'message', 'headers']));
    $json = json_encode($line, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
    return file_put_contents(COUNTERFOIL_SANDBOX_DIR . '/mail.jsonl', $json . "\n", FILE_APPEND | LOCK_EX) !== false;
}, 10, 2);
