#pragma once
#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

namespace matching {

// A list that never changes and whose copies share all they hold. A changed one is made by copying the
// pointers of the pieces around the change, not the items: O(size / 512), and 512 for each piece that is
// touched; no other piece is looked into.
template <class T> class SharedList {
public:
    using Item = std::shared_ptr<const T>;
    class Iterator;
    using value_type = T;
    using const_iterator = Iterator;

    SharedList() = default;
    explicit SharedList(std::vector<T> items);
    explicit SharedList(const std::vector<Item>& items) { held_->pieces = cut(items), count(); }

    std::size_t size() const { return held_->size; }
    bool empty() const { return size() == 0; }
    const T& operator[](std::size_t index) const { return *shared(index); }
    const T& at(std::size_t index) const
    {
        if (index >= size()) throw std::out_of_range("SharedList");
        return *shared(index);
    }
    const T& front() const { return *held_->pieces.front()->front(); }
    const T& back() const { return *held_->pieces.back()->back(); }
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }
    const Item& shared(std::size_t index) const
    {
        const auto piece = piece_of(*held_, index);
        return (*held_->pieces[piece])[index - held_->first[piece]];
    }

    // Of a list in the order of its keys: with `put` in place of what has the same key, or between its
    // neighbors, and without the keys of `gone`. Each key once, in one of the two; a key that is not there is
    // not missed.
    template <class Key, class Of>
    SharedList changed(std::vector<Item> put, std::vector<Key> gone, Of key_of) const;

    // Calls each(Difference) where two lists in the order of their keys differ. Pieces that both hold are
    // not looked into.
    struct Difference {
        const T* before;               // nullptr: new
        const T* now;                  // nullptr: gone
        std::size_t at_before, at_now; // where it stands, or would
    };
    template <class Of, class Each>
    static void compare(const SharedList& before, const SharedList& now, Of, Each);

private:
    static constexpr std::size_t kPiece = 512; // at most
    using Piece = std::vector<Item>;           // never empty
    using Pieces = std::vector<std::shared_ptr<const Piece>>;
    struct Held {
        Pieces pieces;
        std::vector<std::size_t> first; // by piece: the index of its first item
        std::size_t size{};
    };

    // Pieces are nearly alike: where it would be were they alike, or close by.
    static std::size_t piece_of(const Held& held, std::size_t index)
    {
        auto piece = index * held.pieces.size() / held.size;
        while (held.first[piece] > index) --piece;
        while (piece + 1 < held.pieces.size() && held.first[piece + 1] <= index) ++piece;
        return piece;
    }
    // Cut where they are too many.
    static Pieces cut(Piece items)
    {
        Pieces pieces;
        const auto cuts = (items.size() + kPiece - 1) / kPiece;
        for (std::size_t i = 0; i < cuts; ++i) {
            const auto from = [&](std::size_t one) {
                return std::make_move_iterator(items.begin() + by(items.size() * one / cuts));
            };
            pieces.push_back(std::make_shared<const Piece>(from(i), from(i + 1)));
        }
        return pieces;
    }
    static constexpr std::ptrdiff_t by(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }
    // Other items in the place of one piece, together with the piece before where both are small.
    static void replace(Held& held, std::size_t piece, Piece items)
    {
        auto& pieces = held.pieces;
        if (piece > 0 && pieces[piece - 1]->size() + items.size() <= kPiece / 2) {
            items.insert(items.begin(), pieces[piece - 1]->begin(), pieces[piece - 1]->end());
            pieces.erase(pieces.begin() + by(piece));
            held.first.erase(held.first.begin() + by(piece--));
        }
        const auto before = piece + 1 < pieces.size() ? held.first[piece + 1] - held.first[piece]
                                                      : held.size - held.first[piece];
        auto fresh = cut(std::move(items));
        auto next = held.first[piece];
        std::vector<std::size_t> first;
        for (const auto& one : fresh) {
            first.push_back(next);
            next += one->size();
        }
        const auto grown = next - held.first[piece] - before; // wraps round where it shrinks
        held.size += grown;
        for (auto i = piece + 1; i < held.first.size(); ++i) held.first[i] += grown;
        if (fresh.size() == 1) {
            pieces[piece] = std::move(fresh.front());
            return;
        }
        pieces.erase(pieces.begin() + by(piece));
        held.first.erase(held.first.begin() + by(piece));
        pieces.insert(pieces.begin() + by(piece), fresh.begin(), fresh.end());
        held.first.insert(held.first.begin() + by(piece), first.begin(), first.end());
    }
    // The items with `put` in place of what has the same key, or between its neighbors, without `gone`.
    template <class Key, class Of>
    static Piece merged(const Piece& items, std::span<const Item> put, std::span<const Key> gone, Of key)
    {
        Piece all;
        all.reserve(items.size() + put.size());
        auto next = put.begin();
        auto from = items.begin();
        const auto copy_until = [&](auto to) {
            all.insert(all.end(), from, to);
            from = to;
        };
        auto left = gone.begin();
        while (next != put.end() || left != gone.end()) {
            const bool puts = left == gone.end() || (next != put.end() && key(*next) < *left);
            const auto one = puts ? key(*next) : *left;
            copy_until(std::ranges::lower_bound(from, items.end(), one, {}, key));
            if (from != items.end() && !(one < key(*from))) ++from;
            if (puts)
                all.push_back(*next++);
            else
                ++left;
        }
        copy_until(items.end());
        return all;
    }
    void count()
    {
        for (const auto& piece : held_->pieces) {
            held_->first.push_back(held_->size);
            held_->size += piece->size();
        }
    }

    std::shared_ptr<Held> held_ = std::make_shared<Held>(); // not changed after it was made
};

template <class T> class SharedList<T>::Iterator {
public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using reference = const T&;
    using pointer = const T*;
    using iterator_category = std::random_access_iterator_tag;

    Iterator() = default;
    Iterator(const SharedList& list, std::size_t index) : held_(list.held_.get()), index_(index)
    {
        seek(list.size() == index ? held_->pieces.size() : piece_of(*held_, index));
    }
    reference operator*() const { return *(*held_->pieces[piece_])[index_ - first_]; }
    pointer operator->() const { return &**this; }
    reference operator[](difference_type by) const { return *(*this + by); }
    Iterator& operator++()
    {
        if (++index_ == last_) seek(piece_ + 1);
        return *this;
    }
    Iterator& operator--() { return *this += -1; }
    Iterator operator++(int)
    {
        auto old = *this;
        ++*this;
        return old;
    }
    Iterator operator--(int)
    {
        auto old = *this;
        --*this;
        return old;
    }
    Iterator& operator+=(difference_type by)
    {
        index_ += static_cast<std::size_t>(by);
        seek(index_ == held_->size ? held_->pieces.size() : piece_of(*held_, index_));
        return *this;
    }
    Iterator& operator-=(difference_type by) { return *this += -by; }
    friend Iterator operator+(Iterator at, difference_type by) { return at += by; }
    friend Iterator operator+(difference_type by, Iterator at) { return at += by; }
    friend Iterator operator-(Iterator at, difference_type by) { return at -= by; }
    friend difference_type operator-(const Iterator& a, const Iterator& b)
    {
        return static_cast<difference_type>(a.index_) - static_cast<difference_type>(b.index_);
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }
    auto operator<=>(const Iterator& other) const { return index_ <=> other.index_; }

private:
    void seek(std::size_t piece)
    {
        piece_ = piece;
        if (piece == held_->pieces.size()) return;
        first_ = held_->first[piece];
        last_ = first_ + held_->pieces[piece]->size();
    }
    const Held* held_ = nullptr;
    std::size_t index_{}, piece_{}, first_{}, last_{};
};

template <class T> SharedList<T>::SharedList(std::vector<T> items)
{
    Piece shared;
    shared.reserve(items.size());
    for (auto& item : items) shared.push_back(std::make_shared<const T>(std::move(item)));
    held_->pieces = cut(std::move(shared));
    count();
}

template <class T>
template <class Key, class Of>
SharedList<T> SharedList<T>::changed(std::vector<Item> put, std::vector<Key> gone, Of key_of) const
{
    const auto key = [&](const Item& item) -> Key { return std::invoke(key_of, *item); };
    if (put.empty() && gone.empty()) return *this;
    std::ranges::sort(put, {}, key);
    std::ranges::sort(gone);
    if (empty()) return SharedList(put);
    SharedList other;
    other.held_ = std::make_shared<Held>(*held_);
    auto& held = *other.held_;
    while (!put.empty() || !gone.empty()) { // from the back, so that pieces before keep their places
        if (held.pieces.empty()) return SharedList(put);
        const bool gone_is_last = put.empty() || (!gone.empty() && key(put.back()) < gone.back());
        const auto last = gone_is_last ? gone.back() : key(put.back());
        const auto after =
            std::ranges::upper_bound(held.pieces, last, {}, [&](const std::shared_ptr<const Piece>& piece) {
                return key(piece->front());
            });
        const auto piece = static_cast<std::size_t>(std::max(after - held.pieces.begin(), by(1)) - 1);
        const auto& items = *held.pieces[piece];
        const auto low = key(items.front());
        const auto first_put = piece == 0 ? put.begin() : std::ranges::lower_bound(put, low, {}, key);
        const auto first_gone = piece == 0 ? gone.begin() : std::ranges::lower_bound(gone, low);
        replace(held, piece, merged<Key>(items, {first_put, put.end()}, {first_gone, gone.end()}, key));
        put.erase(first_put, put.end());
        gone.erase(first_gone, gone.end());
    }
    return other;
}

template <class T>
template <class Of, class Each>
void SharedList<T>::compare(const SharedList& before, const SharedList& now, Of key_of, Each each)
{
    struct At { // a place in a list
        const Held& held;
        std::size_t piece = 0, in_piece = 0;
        bool is_over() const { return piece == held.pieces.size(); }
        std::size_t index() const { return is_over() ? held.size : held.first[piece] + in_piece; }
        const T* item() const { return is_over() ? nullptr : (*held.pieces[piece])[in_piece].get(); }
        void next()
        {
            if (++in_piece == held.pieces[piece]->size()) ++piece, in_piece = 0;
        }
    };
    At old{*before.held_}, fresh{*now.held_};
    while (!old.is_over() || !fresh.is_over()) {
        const bool at_starts = !old.is_over() && !fresh.is_over() && old.in_piece == 0 && fresh.in_piece == 0;
        if (at_starts && old.held.pieces[old.piece] == fresh.held.pieces[fresh.piece]) {
            ++old.piece, ++fresh.piece;
            continue;
        }
        const auto *a = old.item(), *b = fresh.item();
        if (a == b) {
            old.next(), fresh.next();
            continue;
        }
        const bool gone = a && (!b || std::invoke(key_of, *a) < std::invoke(key_of, *b));
        const bool came = b && (!a || std::invoke(key_of, *b) < std::invoke(key_of, *a));
        each(Difference{came ? nullptr : a, gone ? nullptr : b, old.index(), fresh.index()});
        if (!came) old.next();
        if (!gone) fresh.next();
    }
}

} // namespace matching
