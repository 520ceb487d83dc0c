<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The catalogue of words in one language, read from plugin/catalogue/<language>.json, which shared-types generates.
 */
final class Words
{
    private const FALLBACK = 'en';

    /** @var array<string, self> by language */
    private static array $known = [];

    /** @param array<string, string|array{one: string, other: string}> $words */
    private function __construct(
        private readonly string $language,
        private readonly array $words,
    ) {}

    /** The words for a WordPress locale (`de_DE_formal`); English where the language is not shipped. */
    public static function forLocale(string $locale): self
    {
        $language = strtolower(substr($locale, 0, 2));
        if (preg_match('/^[a-z]{2}$/', $language) !== 1 || !is_readable(self::path($language))) {
            $language = self::FALLBACK;
        }
        return self::$known[$language] ??= new self($language, self::read($language));
    }

    /** BCP 47, for the browser's own number and date formats: those of the language that the words are in. */
    public function browserLocale(string $locale): string
    {
        $parts = explode('_', $locale);
        if (strtolower($parts[0]) !== $this->language) {
            return $this->language;
        }
        return preg_match('/^[A-Z]{2}$/', $parts[1] ?? '') === 1 ? "{$this->language}-{$parts[1]}" : $this->language;
    }

    public function has(string $code): bool
    {
        return isset($this->words[$code]);
    }

    /**
     * The sentence of a code with its values; of one that only a newer connector knows the general sentence of its
     * kind. A plural is chosen by the only whole number among them.
     *
     * @param array<string, string|int> $values
     */
    public function say(string $code, array $values = []): string
    {
        $words = $this->words[$code] ?? $this->words[self::generalWordOf($code, $this->words)] ?? $code;
        $values += ['code' => $code];
        if (is_array($words)) {
            $numbers = array_filter($values, is_int(...));
            $words = $this->isOne((int) reset($numbers)) ? $words['one'] : $words['other'];
        }
        $holes = [];
        foreach ($values as $name => $value) {
            $holes['{' . $name . '}'] = is_int($value) ? number_format_i18n($value) : $value;
        }
        return strtr($words, $holes);
    }

    /** @return array<string, string|array{one: string, other: string}> */
    public function all(): array
    {
        return $this->words;
    }

    /**
     * @param array<string, mixed> $known as shared-types/src/catalogue/general-words.ts finds it: the kind is the
     *   beginning of the code
     */
    private static function generalWordOf(string $code, array $known): string
    {
        $kind = 'general_' . explode('_', $code)[0];
        return isset($known[$kind]) ? $kind : 'general_other';
    }

    /** CLDR: French counts 0 and 1 as one, the other languages that we ship only 1. */
    private function isOne(int $count): bool
    {
        return $count === 1 || ($count === 0 && $this->language === 'fr');
    }

    /** @return array<string, string|array{one: string, other: string}> */
    private static function read(string $language): array
    {
        $text = file_get_contents(self::path($language));
        $words = $text === false ? null : json_decode($text, true);
        /** @var array<string, string|array{one: string, other: string}> $known as shared-types generates them */
        $known = is_array($words) ? $words : [];
        return $known;
    }

    private static function path(string $language): string
    {
        return dirname(COUNTERFOIL_FILE) . "/catalogue/{$language}.json";
    }
}
