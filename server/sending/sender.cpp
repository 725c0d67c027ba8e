#include "server/sending/sender.hpp"
#include "server/sending/report.hpp"
#include <atomic>
#include <charconv>
#include <cstring>
#include <curl/curl.h>
#include <map>
#include <mutex>
#include <stdexcept>
#include <unistd.h>

namespace server::sending {

namespace {

using Clock = std::chrono::steady_clock;

// One request on its way; what curl calls back with.
struct Transfer {
    std::uint64_t key{};
    const Limits* limits{};
    bool secure = false, checks_address = true;
    std::string body;
    std::size_t sent = 0, heard = 0;
    bool bad_address = false, at_recipient = false, no_mailbox = false;
    int recipient_status = 0;
    curl_slist* lines = nullptr;
    CURL* handle = nullptr;
    Clock::time_point began = Clock::now();

    ~Transfer()
    {
        if (handle) curl_easy_cleanup(handle);
        curl_slist_free_all(lines);
    }
};

// The address that is really connected to, after every name and every writing of it has been resolved.
curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* to)
{
    auto& transfer = *static_cast<Transfer*>(data);
    const auto& allowed = transfer.limits->allowed;
    const bool may = !transfer.checks_address ||
                     (transfer.secure ? may_connect(&to->addr, allowed) : is_allowed(&to->addr, allowed));
    if (!may) {
        transfer.bad_address = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

bool too_long(const Transfer& transfer) { return transfer.heard > transfer.limits->most_answer; }

std::size_t drop_answer(char*, std::size_t size, std::size_t count, void* data)
{
    auto& transfer = *static_cast<Transfer*>(data);
    transfer.heard += size * count;
    return too_long(transfer) ? 0 : size * count;
}

std::size_t give_text(char* to, std::size_t size, std::size_t count, void* data)
{
    auto& transfer = *static_cast<Transfer*>(data);
    const auto some = std::min(size * count, transfer.body.size() - transfer.sent);
    std::memcpy(to, transfer.body.data() + transfer.sent, some);
    transfer.sent += some;
    return some;
}

// Without an enhanced code a 550 may as well be a policy, a list or a mistake of the relay's.
bool is_no_mailbox(int status, std::string_view line)
{
    constexpr std::size_t kCode = 4; // "550 " or "550-"
    return (status == 550 || status == 551 || status == 553) &&
           says_no_mailbox(line.substr(std::min(kCode, line.size())));
}

// What the server answered to RCPT: a refused recipient is another thing than a refused sender.
int watch_commands(CURL*, curl_infotype kind, char* text, std::size_t size, void* data)
{
    auto& transfer = *static_cast<Transfer*>(data);
    const std::string_view line(text, size);
    if (kind == CURLINFO_HEADER_OUT) transfer.at_recipient = line.starts_with("RCPT");
    if (kind == CURLINFO_HEADER_IN && transfer.at_recipient) {
        std::from_chars(text, text + size, transfer.recipient_status);
        transfer.no_mailbox = transfer.no_mailbox || is_no_mailbox(transfer.recipient_status, line);
    }
    return 0;
}

const char* fault_of(CURLcode code, const Transfer& transfer)
{
    if (transfer.bad_address) return "address";
    if (code == CURLE_WRITE_ERROR && too_long(transfer)) return ""; // its status was the answer
    switch (code) {
    case CURLE_OK: return "";
    case CURLE_COULDNT_RESOLVE_HOST: return "name";
    case CURLE_OPERATION_TIMEDOUT: return "timeout";
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return "url";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED: return "tls";
    case CURLE_COULDNT_CONNECT: return "connect";
    default: return "answer";
    }
}

template <class Value> void set(CURL* handle, CURLoption option, Value value)
{
    if (curl_easy_setopt(handle, option, value) != CURLE_OK)
        throw std::runtime_error("libcurl does not know an option");
}

void set_text(CURL* handle, CURLoption option, const std::string& value)
{
    set(handle, option, value.c_str());
}

std::unique_ptr<Transfer> prepared(std::uint64_t key, const Limits& limits, const std::string& url)
{
    auto transfer = std::make_unique<Transfer>();
    transfer->key = key;
    transfer->limits = &limits;
    auto* handle = transfer->handle = curl_easy_init();
    if (!handle) throw std::bad_alloc();
    set_text(handle, CURLOPT_URL, url);
    set(handle, CURLOPT_PRIVATE, transfer.get());
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_PROXY, ""); // none, whatever the environment says
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!limits.ca_file.empty()) set_text(handle, CURLOPT_CAINFO, limits.ca_file.string());
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.whole.count()));
    set(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(handle, CURLOPT_OPENSOCKETDATA, transfer.get());
    set(handle, CURLOPT_WRITEFUNCTION, drop_answer);
    set(handle, CURLOPT_WRITEDATA, transfer.get());
    return transfer;
}

void add_line(Transfer& transfer, const std::string& line)
{
    auto* longer = curl_slist_append(transfer.lines, line.c_str());
    if (!longer) throw std::bad_alloc();
    transfer.lines = longer;
}

} // namespace

struct Sender::Inside {
    Limits limits;
    CURLM* multi = nullptr;
    std::atomic<bool> woken{false};
    std::map<const Transfer*, std::unique_ptr<Transfer>> transfers;

    void add(std::unique_ptr<Transfer> transfer)
    {
        curl_multi_add_handle(multi, transfer->handle);
        const auto* key = transfer.get();
        transfers.emplace(key, std::move(transfer));
    }

    Answer ended(CURL* handle, CURLcode code)
    {
        Transfer* transfer{};
        curl_easy_getinfo(handle, CURLINFO_PRIVATE, &transfer);
        long status{};
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        Answer answer{transfer->key, static_cast<int>(status), fault_of(code, *transfer)};
        if (transfer->recipient_status >= 400) answer.status = transfer->recipient_status;
        answer.refused = transfer->no_mailbox;
        answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - transfer->began);
        curl_multi_remove_handle(multi, handle);
        transfers.erase(transfer);
        return answer;
    }

    std::vector<Answer> take_ended()
    {
        std::vector<Answer> answers;
        int left = 0;
        while (const auto* message = curl_multi_info_read(multi, &left))
            if (message->msg == CURLMSG_DONE)
                answers.push_back(ended(message->easy_handle, message->data.result));
        return answers;
    }
};

Sender::Sender(Limits limits) : inside_(std::make_unique<Inside>())
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    inside_->limits = std::move(limits);
    inside_->multi = curl_multi_init();
    if (!inside_->multi) throw std::bad_alloc();
}

Sender::~Sender()
{
    for (const auto& [key, transfer] : inside_->transfers)
        curl_multi_remove_handle(inside_->multi, transfer->handle);
    inside_->transfers.clear();
    curl_multi_cleanup(inside_->multi);
}

void Sender::start(std::uint64_t key, Post post)
{
    auto transfer = prepared(key, inside_->limits, post.url);
    auto* handle = transfer->handle;
    transfer->secure = post.url.starts_with("https://");
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    transfer->body = std::move(post.body);
    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer->body.size()));
    set(handle, CURLOPT_POSTFIELDS, transfer->body.c_str());
    for (const auto& field : post.fields) add_line(*transfer, field);
    add_line(*transfer, "Expect:");
    set(handle, CURLOPT_HTTPHEADER, transfer->lines);
    set(handle, CURLOPT_USERAGENT, "Parasol");
    inside_->add(std::move(transfer));
}

void Sender::start(std::uint64_t key, Mail mail)
{
    auto transfer = prepared(key, inside_->limits, mail.server);
    auto* handle = transfer->handle;
    transfer->checks_address = false;
    set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(handle, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL)); // STARTTLS or nothing
    if (!mail.user.empty()) {
        set_text(handle, CURLOPT_USERNAME, mail.user);
        set_text(handle, CURLOPT_PASSWORD, mail.password);
    }
    set_text(handle, CURLOPT_MAIL_FROM, "<" + mail.from + ">");
    add_line(*transfer, "<" + mail.to + ">");
    set(handle, CURLOPT_MAIL_RCPT, transfer->lines);
    transfer->body = std::move(mail.text);
    set(handle, CURLOPT_READFUNCTION, give_text);
    set(handle, CURLOPT_READDATA, transfer.get());
    set(handle, CURLOPT_UPLOAD, 1L);
    set(handle, CURLOPT_DEBUGFUNCTION, watch_commands);
    set(handle, CURLOPT_DEBUGDATA, transfer.get());
    set(handle, CURLOPT_VERBOSE, 1L);
    inside_->add(std::move(transfer));
}

std::size_t Sender::under_way() const { return inside_->transfers.size(); }

std::vector<Answer> Sender::wait(std::chrono::milliseconds most)
{
    const auto until = Clock::now() + most;
    while (true) {
        int running = 0;
        curl_multi_perform(inside_->multi, &running);
        if (auto answers = inside_->take_ended(); !answers.empty()) return answers;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
        if (left.count() <= 0 || inside_->woken.exchange(false)) return {};
        curl_multi_poll(inside_->multi, nullptr, 0, static_cast<int>(left.count()), nullptr);
    }
}

void Sender::wake()
{
    inside_->woken = true;
    curl_multi_wakeup(inside_->multi);
}

} // namespace server::sending
