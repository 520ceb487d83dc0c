<?php

/**
 * Unpacks a zip: `php unpack-zip.php FILE FOLDER`. Node has no reader for zip files, PHP's zip extension is there for
 * WordPress anyway.
 */

declare(strict_types=1);

[, $file, $folder] = $argv;
if (!class_exists(ZipArchive::class)) {
    fwrite(STDERR, "PHP's zip extension is missing. Install it: apt-get install php-zip\n");
    exit(1);
}
$zip = new ZipArchive();
$opened = $zip->open($file, ZipArchive::RDONLY);
if ($opened !== true) {
    fwrite(STDERR, "{$file} is no readable zip file (ZipArchive error {$opened}).\n");
    exit(1);
}
if (!$zip->extractTo($folder)) {
    fwrite(STDERR, "{$file} could not be unpacked into {$folder}: {$zip->getStatusString()}\n");
    exit(1);
}
