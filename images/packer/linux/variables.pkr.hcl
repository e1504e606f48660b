variable "image_version" {
  type        = string
  description = "The image's version in versions.json, with a v, e.g. v1.0.0; part of the image's name."
}

variable "hash" {
  type        = string
  description = "Fingerprint of the image's sources; part of the image's name."
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
  description = "Instance type of the build; the builder sets it, from AMI_INSTANCE_TYPE if that is set."
}

variable "source_ami" {
  type        = string
  default     = ""
  description = "Base image; empty means Canonical's newest for ubuntu_version and arch."
}

variable "root_volume_size" {
  type        = number
  default     = 16
  description = "Size of the root volume in GiB; at least that of the base image."
}

variable "root_device_name" {
  type        = string
  default     = "/dev/sda1"
  description = "Root device of the base image; the default is that of Canonical's images."
}

variable "agent_version" {
  type        = string
  default     = ""
  description = "Empty means the version in versions.json."
}

variable "toolbox_version" {
  type        = string
  default     = ""
  description = "Empty means the version in versions.json."
}

variable "apt_hold_patterns" {
  type        = string
  default     = ""
  description = "Packages that the build does not upgrade: patterns, separated by commas or blanks, or as a JSON list."
}

variable "install_erlang" {
  type        = string
  default     = "true"
  description = "Whether to install Erlang."
}

variable "systemd_restart_seconds" {
  type        = number
  default     = 1800
  description = "Seconds that systemd waits before it restarts an agent that died."
}

variable "ansible_verbosity" {
  type        = number
  default     = 0
  description = "Number of v options for Ansible, 0 to 4."
}

variable "force_deregister" {
  type        = bool
  default     = false
  description = "Whether to replace an image of the same name and delete its snapshots."
}

variable "iam_instance_profile" {
  type        = string
  default     = ""
  description = "Instance profile of the build instance."
}

variable "ssh_interface" {
  type        = string
  default     = ""
  description = "How Packer connects; session_manager uses Systems Manager, needs iam_instance_profile, and opens no port."
}

variable "source_cidrs" {
  type        = string
  default     = ""
  description = "Address ranges that may connect to the instance, separated by commas; empty means this machine's public address."
}
