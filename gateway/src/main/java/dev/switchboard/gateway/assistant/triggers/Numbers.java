package dev.switchboard.gateway.assistant.triggers;

import java.util.Arrays;

/// A growing list of numbers in sections, each number once in a section. Not thread-safe.
final class Numbers {

    private static final int SLOTS = 2_048;
    private static final int SPREAD = 0x9E3779B1;

    private int[] list = new int[SLOTS / 2];
    private int size;
    private int sectionStart;

    /// Which numbers the section has. A slot that bears another section's mark is free.
    private int[] slots = new int[SLOTS];

    private int[] marks = new int[SLOTS];
    private int mark = 1;

    /// Forgets all.
    void clear() {
        size = 0;
        section();
    }

    /// Begins another section; how many numbers there are before it.
    int section() {
        sectionStart = size;
        mark++;
        return size;
    }

    void add(int number) {
        if ((size - sectionStart) * 2 >= slots.length) {
            grow();
        }
        if (take(number)) {
            if (size == list.length) {
                list = Arrays.copyOf(list, size * 2);
            }
            list[size++] = number;
        }
    }

    int[] toArray() {
        return Arrays.copyOf(list, size);
    }

    private boolean take(int number) {
        int slot = (number * SPREAD) >>> Integer.numberOfLeadingZeros(slots.length - 1);
        while (marks[slot] == mark) {
            if (slots[slot] == number) {
                return false;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        marks[slot] = mark;
        slots[slot] = number;
        return true;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        marks = new int[slots.length];
        for (int i = sectionStart; i < size; i++) {
            take(list[i]);
        }
    }
}
