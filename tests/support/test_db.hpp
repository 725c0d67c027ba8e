#pragma once
#include "models/store/db.hpp"
#include "models/store/seal.hpp"
#include "tests/support/temp_folder.hpp"
#include <array>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>

// Every test of the store, and of what stands on it, runs on both databases:
//   BOOST_DATA_TEST_CASE(an_account_is_found, support::kBoth, backend)
//   {
//       support::TestDb db(backend);
//       const auto id = db.write([&](store::Writer& writer) { return store::insert_account(…); });
//       db.read([&](store::Reader& reader) { BOOST_TEST(…); });
//   }
// (#include <boost/test/data/test_case.hpp>)
namespace support {

inline constexpr std::array kBoth{store::Backend::sqlite, store::Backend::postgresql};

enum class Schema { newest, none };

// A fresh database with the newest schema, its writing connection open: an SQLite file in a folder of its
// own, or a database of the program's PostgreSQL server.
class TestDb {
public:
    explicit TestDb(store::Backend backend, Schema schema = Schema::newest);
    ~TestDb();
    TestDb(const TestDb&) = delete;

    const std::string& url() const { return url_; }
    const std::filesystem::path& folder() const { return folder_.path(); } // SQLite: parasol.db lies here
    std::shared_ptr<const store::Vault> vault() const { return vault_; }
    store::Connection& connection() { return *writer_; } // the writing one
    std::unique_ptr<store::Connection> open(store::Connection::Access access) const;
    void close() { writer_.reset(); } // SQLite: only then may another write
    void reopen();

    // One job in a transaction of its own, kept and committed; undone if it throws.
    template <class Job> auto write(Job job) { return write_on(*writer_, job); }
    // From now on read() takes one connection again and again, where a test looks thousands of times.
    void keep_reading() { kept_ = open(store::Connection::Access::read); }

    // One picture of what is committed, through a reading connection of its own.
    template <class Look> auto read(Look look) const
    {
        if (kept_ && !kept_->in_transaction()) {
            store::Reader reader(*kept_);
            return look(reader);
        }
        const auto connection = open(store::Connection::Access::read);
        store::Reader reader(*connection);
        return look(reader);
    }
    template <class Job> static auto write_on(store::Connection& connection, Job job)
    {
        connection.begin();
        try {
            store::Writer writer(connection);
            if constexpr (std::is_void_v<std::invoke_result_t<Job&, store::Writer&>>) {
                job(writer);
                writer.keep();
                connection.commit();
            } else {
                auto value = job(writer);
                writer.keep();
                connection.commit();
                return value;
            }
        } catch (...) {
            connection.rollback();
            throw;
        }
    }
    // The first column of the first row, as text; for looking past the stores.
    std::string value_of(const char* sql, const store::Params& params = {}) const;

private:
    TempFolder folder_;
    std::string url_;
    std::shared_ptr<const store::Vault> vault_;
    std::unique_ptr<store::Connection> writer_, kept_;
};

// An instant on 24 November 2026, in China, so many minutes after nine in the morning.
models::Time at_minute(int minute);

} // namespace support

namespace store {

inline std::ostream& operator<<(std::ostream& out, Backend backend)
{
    return out << (backend == Backend::sqlite ? "SQLite" : "PostgreSQL");
}

} // namespace store
