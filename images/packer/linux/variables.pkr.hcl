variable "image_version" {
  type        = string
  description = "Of the image's sources, with a v: part of the image's name."
}

variable "hash" {
  type        = string
  description = "Fingerprint of the image's sources: part of the image's name."
}

variable "ami_prefix" {
  type    = string
  default = "semaphore-agent"
}

variable "arch" {
  type        = string
  default     = "x86_64"
  description = "x86_64 or arm64."
}

variable "ubuntu_version" {
  type        = string
  default     = "focal"
  description = "focal, jammy or noble."
}

variable "region" {
  type = string
}

variable "instance_type" {
  type        = string
  description = "The builder chooses it unless AMI_INSTANCE_TYPE does."
}

variable "source_ami" {
  type        = string
  default     = ""
  description = "Image to start from; empty: Canonical's newest of ubuntu_version and arch."
}

variable "root_volume_size" {
  type        = number
  default     = 16
  description = "GiB, of the root volume; at least what the image to start from has."
}

variable "root_device_name" {
  type        = string
  default     = "/dev/sda1"
  description = "Of the image to start from; the default is Canonical's."
}

variable "agent_version" {
  type        = string
  default     = ""
  description = "Empty: that of versions.json."
}

variable "toolbox_version" {
  type        = string
  default     = ""
  description = "Empty: that of versions.json."
}

variable "apt_hold_patterns" {
  type        = string
  default     = ""
  description = "Packages that the upgrade leaves as they are: patterns by comma, blank or as a JSON list."
}

variable "install_erlang" {
  type        = string
  default     = "true"
  description = "Whether Erlang is in the image."
}

variable "systemd_restart_seconds" {
  type        = number
  default     = 1800
  description = "How long systemd waits before it starts an agent again that has died."
}

variable "ansible_verbosity" {
  type        = number
  default     = 0
  description = "0 to 4."
}

variable "force_deregister" {
  type        = bool
  default     = false
  description = "Replaces an image of the same name, and deletes its snapshots."
}

variable "iam_instance_profile" {
  type        = string
  default     = ""
  description = "Of the instance that the image is made of."
}

variable "ssh_interface" {
  type        = string
  default     = ""
  description = "session_manager: over Systems Manager, with iam_instance_profile and no open port."
}

variable "source_cidrs" {
  type        = string
  default     = ""
  description = "Address ranges, by comma, that reach the instance; empty: this machine's public address."
}
