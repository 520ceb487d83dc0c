<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Pairing\Surroundings;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * A static file that the agent reads every second or two through the web server, without PHP: when its content differs,
 * there is something to fetch. Every failure to ring is ignored: it costs latency, never an event.
 *
 * It is overwritten in place with the same number of bytes. Writing a new file and renaming it lost: nginx's
 * open_file_cache keeps serving the old one. A reader that catches a write half-way sees the mark (which never changes)
 * and a random part that differs: rung.
 */
final class Doorbell
{
    /** First bytes of the file (shared-types/src/signature.ts); anything else under its address is not our bell. */
    public const MARK = 'counterfoil-bell ';
    public const NAME_OPTION = 'counterfoil_doorbell';
    private const FOLDER = 'counterfoil';

    private function __construct(private readonly string $baseFolder, private readonly string $baseUrl) {}

    public static function ofThisSite(): self
    {
        $uploads = wp_get_upload_dir();
        return new self($uploads['basedir'], $uploads['baseurl']);
    }

    /**
     * Its address; makes the file when it is not there.
     *
     * @return string|null null: this shop can't write one
     */
    public function url(): ?string
    {
        if (!$this->onThisMachine()) {
            return null;
        }
        $name = self::name() ?? self::makeName();
        if (!is_file($this->path($name)) && !$this->create($name)) {
            return null;
        }
        $scheme = wp_parse_url(home_url(), PHP_URL_SCHEME);
        return set_url_scheme("{$this->baseUrl}/" . self::FOLDER . "/{$name}", is_string($scheme) ? $scheme : null);
    }

    /**
     * At most once a second. Rows written later within that second are not announced: whoever reads the outbox in it is
     * told by `msUntilQuiet()` to come back when it is over.
     */
    public function ring(): void
    {
        $name = self::name();
        if ($name === null || !$this->onThisMachine()) {
            return; // nobody asked for its address yet, or nobody was given one
        }
        $path = $this->path($name);
        clearstatcache(true, $path);
        $rungAt = @filemtime($path);
        if ($rungAt === false) {
            $this->create($name);
        } elseif ($rungAt !== time()) {
            self::write($path);
        }
    }

    /** Milliseconds until the second in which it was rung is over; null: it was rung earlier than that. */
    public function msUntilQuiet(): ?int
    {
        $name = self::name();
        if ($name === null || !$this->onThisMachine()) {
            return null;
        }
        clearstatcache(true, $this->path($name));
        $rungAt = @filemtime($this->path($name));
        $now = microtime(true);
        return $rungAt === (int) $now ? (int) ceil(($rungAt + 1 - $now) * 1000) : null;
    }

    /** Takes the file away and keeps its name, so that the agent finds it again under the same address. */
    public function remove(): void
    {
        $name = self::name();
        if ($name !== null) {
            @unlink($this->path($name));
        }
    }

    /**
     * Makes the file again, when there was one; else notes that there is none, so that no checkout asks the database
     * for the name.
     */
    public function restore(): void
    {
        $name = self::name();
        if ($name !== null) {
            $this->create($name);
        } else {
            add_option(self::NAME_OPTION, '', '', true);
        }
    }

    /**
     * Null: there is none, or it was made where this shop stood before it was copied or moved; that one is the other's.
     */
    private static function name(): ?string
    {
        $noted = get_option(self::NAME_OPTION, '');
        [$name, $place] = explode(' ', is_string($noted) ? $noted : '', 2) + ['', ''];
        return preg_match('/^[0-9a-f]{40}\.txt$/D', $name) === 1 && $place === self::place() ? $name : null;
    }

    private static function makeName(): string
    {
        $name = bin2hex(random_bytes(20)) . '.txt';
        update_option(self::NAME_OPTION, $name . ' ' . self::place(), true);
        return $name;
    }

    /** Of nothing but options that are loaded anyway: a checkout asks for it. */
    private static function place(): string
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return substr(sha1((string) json_encode(Surroundings::present($wpdb), JSON_INVALID_UTF8_SUBSTITUTE)), 0, 16);
    }

    private function path(string $name): string
    {
        return "{$this->baseFolder}/" . self::FOLDER . "/{$name}";
    }

    private function create(string $name): bool
    {
        if (!$this->onThisMachine() || !wp_mkdir_p("{$this->baseFolder}/" . self::FOLDER)) {
            return false;
        }
        $index = "{$this->baseFolder}/" . self::FOLDER . '/index.html';
        if (!is_file($index)) {
            @file_put_contents($index, ''); // a server that lists folders would give the name away
        }
        return self::write($this->path($name));
    }

    /**
     * A stream wrapper means that uploads live in a bucket: even looking whether the bell is there would be a network
     * call in a checkout.
     */
    private function onThisMachine(): bool
    {
        return !str_contains($this->baseFolder, '://');
    }

    private static function write(string $path): bool
    {
        $file = @fopen($path, 'c');
        if ($file === false) {
            return false;
        }
        $written = @fwrite($file, self::MARK . bin2hex(random_bytes(16)) . "\n");
        return @fclose($file) && $written !== false;
    }
}
