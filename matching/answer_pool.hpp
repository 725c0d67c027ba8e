#pragma once
#include "matching/region.hpp"
#include <unordered_map>

// Inside of the engine: answers while columns are filled.
namespace matching {

// Answers of one Whose while a column is filled. Equal ones are kept once.
class AnswerPool {
public:
    AnswerPool(std::size_t words, std::size_t numbers) : words_(words), stride_(2 * words + numbers) {}
    std::vector<std::uint64_t> blank() const { return std::vector<std::uint64_t>(stride_); }
    std::size_t words() const { return words_; }
    void set(std::uint64_t* answers, std::size_t question, Told told) const
    {
        const auto bit = std::uint64_t{1} << (question % 64);
        const auto put = [&](std::uint64_t& word, bool one) { word = one ? word | bit : word & ~bit; };
        put(answers[question / 64], told >= Told::unknown);
        put(answers[words_ + question / 64], told == Told::may_come || told == Told::yes);
    }
    std::uint32_t keep(const std::vector<std::uint64_t>& answers)
    {
        std::size_t hash = answers.size();
        for (const auto word : answers) hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL + (hash >> 29);
        for (std::uint32_t id = 0; id < first_.size(); ++id)
            if (first_[id] == hash && is(id, answers)) return id;
        const auto [from, to] = by_hash_.equal_range(hash);
        for (auto at = from; at != to; ++at)
            if (is(at->second, answers)) return at->second;
        const auto id = static_cast<std::uint32_t>(first_.size() + by_hash_.size());
        pool_.insert(pool_.end(), answers.begin(), answers.end());
        if (first_.size() < kFew)
            first_.push_back(hash);
        else
            by_hash_.emplace(hash, id);
        return id;
    }
    // Blank ones at the end, to be filled in; then kept unless they are those before them.
    std::uint64_t* append()
    {
        pool_.resize(pool_.size() + stride_);
        return pool_.data() + pool_.size() - stride_;
    }
    std::uint32_t keep_appended()
    {
        const auto* last = pool_.data() + pool_.size() - stride_;
        const bool same = pool_.size() >= 2 * stride_ && std::equal(last, last + stride_, last - stride_);
        if (same) pool_.resize(pool_.size() - stride_);
        return static_cast<std::uint32_t>(pool_.size() / std::max<std::size_t>(1, stride_) - 1);
    }
    void reserve(std::size_t rows) { pool_.reserve(rows * stride_); }
    std::size_t stride() const { return stride_; }
    std::vector<std::uint64_t> taken() { return std::move(pool_); }

private:
    static constexpr std::size_t kFew = 4; // as many as one family mostly has
    bool is(std::uint32_t id, const std::vector<std::uint64_t>& answers) const
    {
        return std::equal(answers.begin(), answers.end(),
                          pool_.begin() + static_cast<std::ptrdiff_t>(id * stride_));
    }

    std::size_t words_, stride_;
    std::vector<std::uint64_t> pool_;
    std::vector<std::size_t> first_; // the hashes of the first few
    std::unordered_multimap<std::size_t, std::uint32_t> by_hash_;
};

} // namespace matching
